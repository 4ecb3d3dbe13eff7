"""What Apalache's generators and annotations mean; must not know how choices are made."""
