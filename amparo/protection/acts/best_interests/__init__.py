"""Acts on the best interests of the child.

Assessment, determination, remedy, restitution.
"""
