package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A Facet is counts by the values of one axis.
type Facet struct {
	facet graph.Facet
	place *plan.Place
}

// Axis is what was counted by.
func (f *Facet) Axis() graph.Axis { return f.facet.Axis }

// Values are the values that occur.
func (f *Facet) Values(ctx context.Context) []*FacetValue {
	p := f.place.At(ctx)
	out := make([]*FacetValue, 0, len(f.facet.Values))
	for i := range f.facet.Values {
		out = append(out, &FacetValue{&f.facet.Values[i], p})
	}
	return out
}

// A FacetValue is a value of an axis, and how many there are.
type FacetValue struct {
	count *graph.AxisCount
	place *plan.Place
}

// Value is the value.
func (f *FacetValue) Value(ctx context.Context) *AxisValue {
	return &AxisValue{&f.count.Value, f.place.At(ctx)}
}

// Count is how many there are.
func (f *FacetValue) Count() int { return f.count.Count }

// An AxisValue is an entity, a quarter, or what has none.
type AxisValue struct {
	value *graph.AxisValue
	place *plan.Place
}

// Key is the entity's ID, the quarter's label, or "unplaced".
func (v *AxisValue) Key() string { return v.place.Key(v.value) }

// Label is what to show for it.
func (v *AxisValue) Label() string {
	switch {
	case v.value.Entity == nil:
		return v.value.Key
	case v.value.Entity.Node.Code != "":
		return v.value.Entity.Node.Code + " " + v.value.Entity.Node.Title
	}
	return v.value.Entity.Node.Title
}

// Entity is the entity, on an axis of entities.
func (v *AxisValue) Entity(ctx context.Context) Entity {
	if v.value.Entity == nil {
		return nil
	}
	return New(v.value.Entity, v.place.At(ctx))
}

// Quarter is the quarter, on the axis of quarters.
func (v *AxisValue) Quarter() *Quarter {
	if v.value.Quarter == nil {
		return nil
	}
	return NewQuarter(*v.value.Quarter)
}

// Unplaced says whether it stands for what has no value.
func (v *AxisValue) Unplaced() bool { return v.value.Key == graph.Unplaced }
