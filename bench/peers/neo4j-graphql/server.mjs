// Serves the graph of a Neo4j by @neo4j/graphql, as its own documentation sets it up. NEO4J_URI, NEO4J_USERNAME and
// NEO4J_PASSWORD name the database; the address is printed. Statements named in types.graphql are those of ../../questions.
import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const here = new URL("./", import.meta.url);
const statement = (name) => readFileSync(new URL(`../../questions/${name}.cypher`, here), "utf8");
const typeDefs = readFileSync(new URL("types.graphql", here), "utf8").replace(
	/statement: "(q\d+)"/g,
	(_, name) => `statement: ${JSON.stringify(statement(name))}`,
);

const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
if (process.argv.includes("--schema")) {
	const { printSchema } = await import("graphql");
	console.log(printSchema(schema));
	process.exit(0);
}
const server = new ApolloServer({ schema, introspection: false });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
console.log(url);

// The one who started it ends it by closing its standard input.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
