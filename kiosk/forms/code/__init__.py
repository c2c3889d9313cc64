"""The clerk's code: a visitor's answers as QR codes that only the city can read (docs/adr/0011-clerks-code.md).

Answers become CBOR with whole numbers for names (`values`), are deflated with a dictionary of the form (`packing`),
sealed to the city's public key (`seal`), cut into parts with a header and a check (`parts`), and written as decimal
digits (`digits`), which every keyboard layout of a hand scanner can bring across. `slip` goes the whole way, there and back.
"""
