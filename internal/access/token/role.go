package token

import (
	"strings"

	"github.com/goldenthread/goldenthread/internal/access"
)

// role is the highest that a token's claims give. The claim is a list of values, or a text of values with blanks between,
// as scopes are.
func (o Options) role(claims map[string]any) access.Role {
	var at any = claims
	for name := range strings.SplitSeq(o.RoleClaim, ".") {
		object, _ := at.(map[string]any)
		at = object[name]
	}
	highest := access.Nobody
	switch values := at.(type) {
	case string:
		for value := range strings.FieldsSeq(values) {
			highest = max(highest, o.Roles[value])
		}
	case []any:
		for _, value := range values {
			if text, ok := value.(string); ok {
				highest = max(highest, o.Roles[text])
			}
		}
	}
	return highest
}
