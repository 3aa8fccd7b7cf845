"""What attackers attach: refused with its place and what to do, in less than two seconds and 300 MB."""
