package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// addLimits gives a command the options for what one question may ask.
func addLimits(c *cobra.Command, l *gql.Limits) {
	*l = gql.DefaultLimits
	f := c.Flags()
	f.IntVar(&l.MaxCharacters, "max-characters", l.MaxCharacters, "the most `bytes` of a document")
	f.IntVar(&l.MaxTokens, "max-tokens", l.MaxTokens, "the most tokens of a document (`number`)")
	f.IntVar(&l.MaxDepth, "max-depth", l.MaxDepth, "the most levels of fields (`number`); a hop through a list has three")
	f.IntVar(&l.MaxAliases, "max-aliases", l.MaxAliases, "the most aliases in an operation (`number`)")
	f.IntVar(&l.MaxDirectives, "max-directives", l.MaxDirectives, "the most directives in an operation (`number`)")
	f.IntVar(&l.MaxFields, "max-fields", l.MaxFields, "the most fields in an operation, fragments seen through (`number`)")
	f.IntVar(&l.MaxDuplicates, "max-duplicates", l.MaxDuplicates, "how often a field may be repeated in one place (`number`)")
	f.IntVar(&l.MaxCost, "max-cost", l.MaxCost, "the most that an operation may cost (`number`): an object costs --object-cost and what is selected of it, times --depth-cost-factor; a scalar --scalar-cost; a list as many objects as first or last says, or --assumed-size, or 100 at the roots")
	f.IntVar(&l.ObjectCost, "object-cost", l.ObjectCost, "what an object costs (`number`)")
	f.IntVar(&l.ScalarCost, "scalar-cost", l.ScalarCost, "what a scalar costs (`number`)")
	f.IntVar(&l.AssumedSize, "assumed-size", l.AssumedSize, "how many a list below the roots is taken to have where the question does not say (`number`)")
	f.Float64Var(&l.DepthCostFactor, "depth-cost-factor", l.DepthCostFactor, "the `factor` by which each level costs more")
	f.IntVar(&l.MaxObjects, "max-objects", l.MaxObjects, "the most nodes and links in an answer (`number`)")
	f.IntVar(&l.MaxObjectsAtOnce, "max-objects-at-once", l.MaxObjectsAtOnce, "the same in all answers that are being written at one time (`number`)")
	f.DurationVar(&l.StoreTimeout, "store-timeout", 25*time.Second, "the longest that the store may take over one question of a request")
}

// checkLimits refuses limits that would let nothing through, or say nothing.
func checkLimits(l gql.Limits) error {
	for _, n := range []int{l.MaxCharacters, l.MaxTokens, l.MaxDepth, l.MaxAliases, l.MaxDirectives, l.MaxFields, l.MaxDuplicates, l.MaxCost, l.ObjectCost, l.ScalarCost, l.AssumedSize, l.MaxObjects, l.MaxObjectsAtOnce} {
		if n <= 0 {
			return usagef("limits of questions must be 1 or more")
		}
	}
	if l.DepthCostFactor <= 0 || l.StoreTimeout <= 0 {
		return usagef("--depth-cost-factor and --store-timeout must be more than nothing")
	}
	return nil
}
