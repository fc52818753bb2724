package roster

// Customer is who is served.
type Customer struct {
	ID string `json:"id"`
	// Name, Phone, Address and Notes are personal: never logged, put into
	// an error, or written to files for others.
	Name    string `json:"name,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Address string `json:"address,omitempty"`
	Notes   string `json:"notes,omitempty"`
	Place   Place  `json:"place"`
	// Area code of the place, matched with Worker.Areas.
	Area string `json:"area,omitempty"`
	// PreferredWorkers would be welcome, BannedWorkers never come.
	PreferredWorkers []string `json:"preferredWorkers,omitempty"`
	BannedWorkers    []string `json:"bannedWorkers,omitempty"`
	// PreferredLanguages and PreferredGender are wishes, not requirements.
	PreferredLanguages []string `json:"preferredLanguages,omitempty"`
	PreferredGender    Gender   `json:"preferredGender,omitempty"`
	// MaxSpend is what the prices of the customer's served jobs never exceed
	// together; nil: no limit.
	MaxSpend *Money `json:"maxSpend,omitempty"`
	// Extensions are kept as they are and never read.
	Extensions Extensions `json:"extensions,omitempty"`
}
