package graphtest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var tallyPromises = []promise{
	{"ActionsByPriorityAndThemeAreRowTrue", tallyActions},
	{"PromisesByPriorityAndThemeAreStated", tallyPromisesStated},
	{"QuartersAreThoseOfTheSchedule", tallyQuarters},
	{"WhatHasNoValueIsUnplaced", tallyUnplaced},
	{"APlanKeepsToItself", tallyPlan},
	{"CellsPageWhatTheyCount", tallyCells},
	{"NoLinkNoBasis", tallyWithoutLinks},
	{"TooManyCellsAreRefused", tallyTooLarge},
}

// tally asks twice: what is counted is the same where nothing else is wanted.
func (t *trial) tally(q graph.Tally) *graph.Matrix {
	t.Helper()
	m, err := t.view.Tally(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	q.CountsOnly, q.Cells = true, nil
	only, err := t.view.Tally(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	is(t.T, "counts alone", keys(only.Rows)+"by "+keys(only.Columns)+fmt.Sprint(only.Counts), keys(m.Rows)+"by "+keys(m.Columns)+fmt.Sprint(m.Counts))
	return m
}

func keys(values []graph.AxisValue) string {
	text := ""
	for _, v := range values {
		text += v.Key + " "
	}
	return text
}

func tallyActions(t *testing.T, open Opener) {
	s := try(t, open)
	m := s.tally(graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Unplaced: true})
	is(t, "rows, the empty ones too", keys(m.Rows), "priority:3 priority:4 priority:5 priority:6 ")
	is(t, "columns", keys(m.Columns), "theme:people theme:place ")
	// Shared keeps Lend books in both rows, but under Place only in row 4: it does not count for priority 3 there.
	is(t, "counts", fmt.Sprint(m.Counts), "[[2 0] [3 3] [0 0] [0 0]]")
	is(t, "stated", fmt.Sprint(m.Stated), "[[0 0] [0 0] [0 0] [0 0]]")
	is(t, "row totals", fmt.Sprint(m.RowTotals), "[2 3 0 0]")
	is(t, "column totals of distinct actions", fmt.Sprint(m.ColumnTotals), "[4 3]")
	is(t, "total", m.Total, 4)
}

func tallyPromisesStated(t *testing.T, open Opener) {
	s := try(t, open)
	m := s.tally(graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindPromise})
	is(t, "counts", fmt.Sprint(m.Counts), "[[1 1] [2 1] [0 0] [0 0]]")
	is(t, "stated", fmt.Sprint(m.Stated), "[[1 1] [2 1] [0 0] [0 0]]")
	is(t, "weakest", m.Cells[0].Weakest, graph.BasisStated)
	m = s.tally(graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindPromise, Basis: graph.Bases(graph.BasisCoListed)})
	is(t, "by co-listing alone", m.Total, 0)
}

func tallyQuarters(t *testing.T, open Opener) {
	s := try(t, open)
	m := s.tally(graph.Tally{Rows: graph.AxisQuarter, Columns: graph.AxisPriority, Count: graph.KindAction, Unplaced: true})
	is(t, "quarters", keys(m.Rows), "2022/23 Q1 2022/23 Q2 unplaced ")
	is(t, "counts", fmt.Sprint(m.Counts), "[[2 1 0 0] [1 2 0 0] [0 1 0 0]]")
	is(t, "stated", fmt.Sprint(m.Stated), fmt.Sprint(m.Counts))
	// A partner's quarters are those of its actions.
	m = s.tally(graph.Tally{Rows: graph.AxisQuarter, Columns: graph.AxisPriority, Count: graph.KindPartner})
	is(t, "partners", fmt.Sprint(m.Counts), "[[1 1 0 0] [1 1 0 0]]")
	quarters, err := s.view.Quarters(t.Context(), "plan:city")
	if err != nil || len(quarters) != 0 {
		t.Errorf("nothing is scheduled in the city plan, but: %v, %v", quarters, err)
	}
}

func tallyUnplaced(t *testing.T, open Opener) {
	s := try(t, open)
	q := graph.Tally{Rows: graph.AxisPartner, Columns: graph.AxisSite, Count: graph.KindAction, Unplaced: true}
	m := s.tally(q)
	is(t, "rows", keys(m.Rows), "partner:agency unplaced ")
	is(t, "columns", keys(m.Columns), "unplaced ")
	is(t, "counts", fmt.Sprint(m.Counts, m.RowTotals, m.ColumnTotals, m.Total), "[[2] [2]] [2 2] [4] 4")
	is(t, "basis without a link", m.Cells[1].Weakest, 0)
	is(t, "basis of the placed side", m.Cells[0].Weakest, graph.BasisMentioned)
	q.Unplaced = false
	m = s.tally(q)
	is(t, "not wanted", keys(m.Columns)+plain(m.Total), "0")
}

func tallyPlan(t *testing.T, open Opener) {
	s := try(t, open)
	m := s.tally(graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Plan: "plan:county"})
	is(t, "rows", keys(m.Rows), "priority:3 priority:4 ")
	m = s.tally(graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Plan: "plan:city"})
	is(t, "another plan", keys(m.Rows)+keys(m.Columns)+plain(m.Total), "priority:5 0")
}

func tallyCells(t *testing.T, open Opener) {
	s := try(t, open)
	m := s.tally(graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Cells: []graph.CellPage{
		{Page: graph.Page{Limit: 1}, Want: graph.Want{Total: true}},
		{Row: "priority:4", Column: "theme:place", Page: everything},
		{Row: "priority:5", Column: "theme:place", Page: everything}, // counts nothing, so it is no cell
	}})
	got := ""
	for _, c := range m.Cells {
		got += fmt.Sprintf("%s %s: %s of %d, %t", m.Rows[c.Row].Key, m.Columns[c.Column].Key, pageSlugs(c.Pages[0]), c.Pages[0].Total, c.Pages[0].HasNext)
		if c.Pages[1] != nil {
			got += ", all: " + pageSlugs(c.Pages[1]) + ", " + c.Pages[1].Edges[0].Basis.String()
		}
		got += fmt.Sprint("; ", c.Pages[2] == nil, "\n")
	}
	is(t, "cells", got, `priority:3 theme:people: alpha of 2, true; true
priority:4 theme:people: shared of 3, true; true
priority:4 theme:place: shared of 3, true, all: shared beta emile, CO_LISTED; true
`)
}

func tallyWithoutLinks(t *testing.T, open Opener) {
	s := try(t, open)
	m := s.tally(graph.Tally{Rows: graph.AxisAction, Columns: graph.AxisQuarter, Count: graph.KindAction})
	is(t, "counts", fmt.Sprint(m.Counts), "[[1 0] [1 1] [0 1] [0 0]]")
	is(t, "stated", fmt.Sprint(m.Stated), fmt.Sprint(m.Counts))
	is(t, "weakest", m.Cells[0].Weakest, 0)
}

func tallyTooLarge(t *testing.T, open Opener) {
	var c graph.Changes
	for i := range 501 {
		c.Put = append(c.Put, graph.Node{ID: graph.NodeID(graph.KindAction, fmt.Sprint("n", i)), Kind: graph.KindAction, Title: "N", Position: 10})
	}
	s := try(t, open, c)
	_, err := s.view.Tally(t.Context(), graph.Tally{Rows: graph.AxisAction, Columns: graph.AxisAction, Count: graph.KindAction})
	if !errors.Is(err, graph.ErrTooLarge) || !strings.Contains(err.Error(), "255025") {
		t.Errorf("505 by 505 cells: %v", err)
	}
}
