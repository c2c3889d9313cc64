"""What a visitor carries away: slips, codes and printers."""
