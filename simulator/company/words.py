"""Names and places to draw from. People and streets are invented; telephone numbers are the fictional 555-01xx."""

FIRST = (
    "Ava Ben Carla Dwight Elena Frank Grace Hector Imani Joel Keisha Liam Maria Noah Olga Pablo Quinn Rosa Samuel Tara"
    " Umar Vera Walter Ximena Yusuf Zoe Anita Bruce Celia Derek Edith Felix Gloria Hugh Irene Jamal Kira Leo Monica Nate"
).split()
LAST = (
    "Abbott Bauer Castillo Dorsey Ellison Fuentes Gallagher Hoffman Iverson Jensen Kowalski Lindgren Mercer Nakamura Okafor"
    " Pruitt Quigley Rosales Sandoval Thornton Ueda Vasquez Whitfield Xiong Yates Zimmer O'Malley Van-Houten Müller Nuñez"
).split()
FIRMS = (
    "Bakery;Dental;Property Management;Fitness;Brewing;Auto Body;Preschool;Hardware;Church;Animal Clinic;Storage;Diner"
).split(";")
STREETS = (
    "Alder St;Birchwood Dr;Canal Rd;Dogwood Ln;Eastgate Ave;Fallow Ct;Granite Way;Hickory Blvd;Ironbridge Rd;Juniper Ter;"
    "Kestrel Cir;Lantern Ln;Mill Pond Rd;Northfield Ave;Orchard St;Pinecrest Dr;Quarry Rd;Ridgeline Dr;Stonegate Ct;Tamarack Trl"
).split(";")
CITIES = (
    ("Columbus", "OH", "43085", 40.11, -83.02),
    ("Dublin", "OH", "43016", 40.10, -83.13),
    ("Westerville", "OH", "43081", 40.12, -82.93),
    ("Hilliard", "OH", "43026", 40.03, -83.16),
    ("Grove City", "OH", "43123", 39.88, -83.09),
    ("Gahanna", "OH", "43230", 40.02, -82.88),
    ("Reynoldsburg", "OH", "43068", 39.96, -82.80),
    ("Powell", "OH", "43065", 40.16, -83.08),
)
NOTES = (
    "Gate code at the office; call ahead.",
    "Dog in the yard - \"Bruno\" is friendly.",
    "Customer prefers text messages.\nPark on the street.",
    "Access through the garage 🔧",
    "Second unit is in the attic.",
    "Tenant occupied, owner pays.",
)
PROBLEMS = {
    "HVAC": ("AC not cooling", "Furnace short cycling", "No heat upstairs", "Thermostat blank", "Noisy blower", "Annual tune-up"),
    "Plumbing": ("Kitchen drain clogged", "Water heater leaking", "Toilet runs", "Low pressure", "Sump pump alarm"),
    "Electrical": ("Breaker trips", "Add outlet in garage", "Panel upgrade quote", "Lights flicker", "EV charger install"),
}
TRADES = tuple(PROBLEMS)

SERVICES = (
    # code, name, trade, price in cents, hours in hundredths
    ("HV-DIAG", "HVAC diagnostic", "HVAC", 8900, 100),
    ("HV-TUNE", "Seasonal tune-up", "HVAC", 12900, 125),
    ("HV-CAP", "Capacitor replacement", "HVAC", 28450, 75),
    ("HV-CHRG", "Refrigerant charge", "HVAC", 41900, 150),
    ("HV-INST", "System installation labor", "HVAC", 289000, 1600),
    ("PL-DIAG", "Plumbing diagnostic", "Plumbing", 7900, 75),
    ("PL-DRAIN", "Drain clearing", "Plumbing", 22900, 150),
    ("PL-WH", "Water heater installation labor", "Plumbing", 96500, 500),
    ("PL-FAUC", "Faucet replacement", "Plumbing", 31475, 125),
    ("EL-DIAG", "Electrical diagnostic", "Electrical", 9400, 100),
    ("EL-OUT", "Outlet installation", "Electrical", 18550, 100),
    ("EL-PANEL", "Panel upgrade labor", "Electrical", 214900, 900),
)
MATERIALS = (
    ("MT-CAP", "Dual run capacitor 45/5", "HVAC", 1850, 742),
    ("MT-FILT", "Pleated filter 16x25x4", "HVAC", 4200, 1565),
    ("MT-R410", "Refrigerant R-410A, lb", "HVAC", 9500, 3810),
    ("MT-WAX", "Wax ring kit", "Plumbing", 1499, 388),
    ("MT-PEX", 'PEX tubing 3/4", ft', "Plumbing", 375, 96),
    ("MT-BRKR", "Breaker 20 A", "Electrical", 2875, 934),
    ("MT-GFCI", "GFCI outlet", "Electrical", 3450, 1275),
)
EQUIPMENT = (
    # code, name, trade, price and cost in cents, manufacturer, model, warranty years
    ("EQ-AC3", "3-ton air conditioner", "HVAC", 412500, 198700, "Northwind", "NW-AC36", 10),
    ("EQ-FUR", "96% gas furnace", "HVAC", 348900, 171200, "Northwind", "NW-GF96", 10),
    ("EQ-HP2", "2-ton heat pump", "HVAC", 519900, 263400, "Calder", "CHP-24", 12),
    ("EQ-WH50", "50-gal water heater", "Plumbing", 142900, 68450, "Brookline", "BL-50G", 6),
    ("EQ-SUMP", "Sump pump 1/2 HP", "Plumbing", 48900, 17925, "Brookline", "BL-SP5", 3),
    ("EQ-PNL", "200 A panel", "Electrical", 86500, 33100, "Halvorsen", "HV-200", 5),
)
