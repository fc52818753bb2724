package main

import (
	"fmt"
	"math"

	"github.com/paidan/paidan/roster"
)

// cities with their time zones, by which the zone of a place is guessed.
var cities = []struct {
	lat, lng float64
	zone     string
}{
	{31.2, 121.5, "Asia/Shanghai"}, {39.9, 116.4, "Asia/Shanghai"}, {23.1, 113.3, "Asia/Shanghai"}, {30.6, 104.1, "Asia/Shanghai"},
	{34.3, 108.9, "Asia/Shanghai"}, {45.8, 126.5, "Asia/Shanghai"}, {25.0, 102.7, "Asia/Shanghai"}, {43.8, 87.6, "Asia/Shanghai"},
	{36.1, 103.8, "Asia/Shanghai"}, {29.7, 91.1, "Asia/Shanghai"}, {38.0, 77.0, "Asia/Shanghai"}, {30.6, 114.3, "Asia/Shanghai"},
	{22.3, 114.2, "Asia/Hong_Kong"}, {22.2, 113.5, "Asia/Macau"}, {25.0, 121.5, "Asia/Taipei"}, {35.7, 139.7, "Asia/Tokyo"},
	{43.1, 141.4, "Asia/Tokyo"}, {33.6, 130.4, "Asia/Tokyo"}, {37.6, 127.0, "Asia/Seoul"}, {1.35, 103.8, "Asia/Singapore"},
	{3.1, 101.7, "Asia/Kuala_Lumpur"}, {13.8, 100.5, "Asia/Bangkok"}, {21.0, 105.8, "Asia/Ho_Chi_Minh"}, {10.8, 106.7, "Asia/Ho_Chi_Minh"},
	{14.6, 121.0, "Asia/Manila"}, {-6.2, 106.8, "Asia/Jakarta"}, {28.6, 77.2, "Asia/Kolkata"}, {19.1, 72.9, "Asia/Kolkata"},
	{13.0, 80.2, "Asia/Kolkata"}, {22.6, 88.4, "Asia/Kolkata"}, {24.9, 67.0, "Asia/Karachi"}, {25.2, 55.3, "Asia/Dubai"},
	{43.2, 76.9, "Asia/Almaty"}, {47.9, 106.9, "Asia/Ulaanbaatar"}, {55.8, 37.6, "Europe/Moscow"}, {41.0, 29.0, "Europe/Istanbul"},
	{47.14, 9.52, "Europe/Vaduz"}, {47.4, 8.5, "Europe/Zurich"}, {46.2, 6.1, "Europe/Zurich"}, {48.2, 16.4, "Europe/Vienna"},
	{47.3, 11.4, "Europe/Vienna"}, {48.1, 11.6, "Europe/Berlin"}, {52.5, 13.4, "Europe/Berlin"}, {50.1, 8.7, "Europe/Berlin"},
	{53.6, 10.0, "Europe/Berlin"}, {48.9, 2.35, "Europe/Paris"}, {45.8, 4.8, "Europe/Paris"}, {43.3, 5.4, "Europe/Paris"},
	{51.5, -0.1, "Europe/London"}, {55.9, -3.2, "Europe/London"}, {53.3, -6.3, "Europe/Dublin"}, {40.4, -3.7, "Europe/Madrid"},
	{41.4, 2.2, "Europe/Madrid"}, {38.7, -9.1, "Europe/Lisbon"}, {41.9, 12.5, "Europe/Rome"}, {45.5, 9.2, "Europe/Rome"},
	{43.73, 7.42, "Europe/Monaco"}, {52.4, 4.9, "Europe/Amsterdam"}, {50.8, 4.4, "Europe/Brussels"}, {49.6, 6.1, "Europe/Luxembourg"},
	{52.2, 21.0, "Europe/Warsaw"}, {50.1, 14.4, "Europe/Prague"}, {47.5, 19.0, "Europe/Budapest"}, {59.3, 18.1, "Europe/Stockholm"},
	{55.7, 12.6, "Europe/Copenhagen"}, {59.9, 10.8, "Europe/Oslo"}, {60.2, 24.9, "Europe/Helsinki"}, {38.0, 23.7, "Europe/Athens"},
	{50.4, 30.5, "Europe/Kyiv"}, {30.0, 31.2, "Africa/Cairo"}, {6.5, 3.4, "Africa/Lagos"}, {-1.3, 36.8, "Africa/Nairobi"},
	{-26.2, 28.0, "Africa/Johannesburg"}, {33.6, -7.6, "Africa/Casablanca"}, {40.7, -74.0, "America/New_York"}, {39.7, -75.5, "America/New_York"},
	{33.7, -84.4, "America/New_York"}, {41.9, -87.6, "America/Chicago"}, {29.8, -95.4, "America/Chicago"}, {39.7, -105.0, "America/Denver"},
	{33.4, -112.1, "America/Phoenix"}, {34.1, -118.2, "America/Los_Angeles"}, {47.6, -122.3, "America/Los_Angeles"}, {43.7, -79.4, "America/Toronto"},
	{49.3, -123.1, "America/Vancouver"}, {19.4, -99.1, "America/Mexico_City"}, {4.7, -74.1, "America/Bogota"}, {-12.0, -77.0, "America/Lima"},
	{-23.5, -46.6, "America/Sao_Paulo"}, {-34.6, -58.4, "America/Argentina/Buenos_Aires"}, {-33.4, -70.7, "America/Santiago"},
	{-33.9, 151.2, "Australia/Sydney"}, {-37.8, 145.0, "Australia/Melbourne"}, {-31.95, 115.9, "Australia/Perth"}, {-36.8, 174.8, "Pacific/Auckland"},
}

// zoneAt guesses the time zone of a place: that of the nearest city of a
// short list within about 800 km, else whole hours by longitude.
func zoneAt(at roster.LatLng) string {
	const reach = 7.2 // degrees of latitude
	best, zone := reach, ""
	for _, c := range cities {
		across := math.Remainder(at.Lng-c.lng, 360) * math.Cos(at.Lat*math.Pi/180)
		if d := math.Hypot(at.Lat-c.lat, across); d < best {
			best, zone = d, c.zone
		}
	}
	if zone != "" {
		return zone
	}
	// The names of these zones count west of Greenwich as positive.
	switch west := int(math.Round(-at.Lng / 15)); {
	case west == 0:
		return "Etc/GMT"
	default:
		return fmt.Sprintf("Etc/GMT%+d", west)
	}
}
