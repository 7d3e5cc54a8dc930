"""Acts on the best interests of the child: assessment, determination, remedy, restitution."""
