package main

import _ "time/tzdata" // time zones where the machine has none
