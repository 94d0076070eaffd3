import { graphql } from './gql';

export const Board = graphql(`
  query Board {
    revision
    alignmentMatrix(rows: PRIORITY, columns: QUARTER, counting: ACTION) {
      rows { key label unplaced }
      columns { key label unplaced }
      counts
    }
    coverageGaps { entity { id } explanation }
  }
`);

export const Cell = graphql(`
  query Cell($row: ID!, $column: ID!) {
    alignmentMatrix(rows: PRIORITY, columns: QUARTER, counting: ACTION) {
      cell(row: $row, column: $column) {
        row { label }
        column { label }
        count
        entities(first: 100) {
          nodes { id title evidence { document line quote } }
        }
      }
    }
  }
`);

export const Changes = graphql(`
  subscription Changes($since: Int!) {
    changes(since: $since) { revision actor }
  }
`);
