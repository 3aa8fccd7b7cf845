"""What a release is made with, and the tests of it."""
