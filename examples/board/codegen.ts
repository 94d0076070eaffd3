import type { CodegenConfig } from '@graphql-codegen/cli';

// The types come from the schema that a server has at /schema.graphqls; here it stands in the same repository.
const config: CodegenConfig = {
  schema: '../../graph/gql/schema.gen.graphqls',
  documents: 'src/*.ts',
  ignoreNoDocuments: false,
  generates: { 'src/gql/': { preset: 'client', config: { useTypeImports: true, enumsAsTypes: true } } },
};

export default config;
