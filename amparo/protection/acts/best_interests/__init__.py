"""Acts on the best interests of the child: assessed, determined, told, contested, and put into effect."""
