// Package series lets several plans stand in one graph. An importer gives every thing of a document a plain ID
// ("priority:3"). The things of the first plan keep it. Those of a later one that are not the same get the plan's name before
// it ("priority:parks-plan-2024/3"), so that no plan takes another's place; those that are the same are one thing, read in
// both.
//
// The same are partners, sites and programmes of one name, and whatever else is worded and coded alike and stands in a plan
// that both documents name. A plan that is read again finds its things by the IDs that they got at first, or by those that
// they have had since. What a person has changed in the meantime stays as the person left it.
package series
