"""What comes from outside, refused with every fault named."""
