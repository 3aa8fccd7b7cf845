"""The fast engine: the same answers as the plain one, for manifests about which nothing is out of the ordinary.

The plain engine (`checker/engine`, `checker/gates`, `checker/forecast`) decides what is right, and the tests hold this
one to it, reasons included. Here a manifest is looked at as it was parsed, without being decoded: days are compared as
the texts they are, what one certificate comes to is worked out once for all policies, and what passes is written
straight into the report with the day through which it lasts. Of what does not pass cleanly the plain gates that object
are asked, and they alone write the findings.

Whatever is not provided for here (entries of one certificate, contract periods, orders, waivers for the supplier, an
unknown standard, facts dated after the day, and so on) is handed over to the plain engine, manifest by manifest. One
rule holds throughout: where in doubt, hand over.
"""
