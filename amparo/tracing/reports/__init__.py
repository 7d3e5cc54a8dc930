"""Reports of missing children.

Somebody searches for a child who has no case on this node. A report is a file with a chain of its own, like a case. It
never opens, lists or mentions any child's case.
"""
