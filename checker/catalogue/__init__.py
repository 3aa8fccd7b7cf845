"""Reference data (standards, accreditation bodies, recognition lists) and how it is looked up."""

from checker.catalogue.loader import load_catalogue
from checker.catalogue.lookup import Catalogue

__all__ = ["Catalogue", "load_catalogue"]
