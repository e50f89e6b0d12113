import type { StructuralSchema } from './structural-schema.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const text: StructuralSchema = { type: 'string' };

/** The rules of a DNS label, such as a namespace's name. */
export const dnsLabel: StructuralSchema = { type: 'string', minLength: 1, maxLength: 63, pattern: `^${label}$` };

/** The rules of a DNS subdomain, which most objects' names are. */
export const dnsSubdomain: StructuralSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 253,
  pattern: `^${label}(\\.${label})*$`,
};

const qualifiedName = {
  maxLength: 317,
  pattern: `^(${label}(\\.${label})*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$`,
};

/** The rules of labels: qualified names, and values of at most 63 characters. */
export const labels: StructuralSchema = {
  type: 'object',
  propertyNames: qualifiedName,
  additionalProperties: { type: 'string', maxLength: 63, pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$' },
};

/** The rules of annotations: qualified names, any text. */
export const annotations: StructuralSchema = {
  type: 'object',
  propertyNames: qualifiedName,
  additionalProperties: text,
};

const word: StructuralSchema = { type: 'string', minLength: 1 };

const ownerReference: StructuralSchema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'name', 'uid'],
  properties: {
    apiVersion: word,
    kind: word,
    name: word,
    uid: word,
    controller: { type: 'boolean' },
    blockOwnerDeletion: { type: 'boolean' },
  },
};

/** The metadata of any object, with what only the API server writes. Source: apimachinery, pkg/apis/meta/v1/types.go. */
export const objectMeta: StructuralSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 253, pattern: '^[^/%]+$' },
    generateName: text,
    namespace: dnsLabel,
    labels,
    annotations,
    finalizers: { type: 'array', items: { ...text, ...qualifiedName } },
    ownerReferences: { type: 'array', items: ownerReference },
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer' },
    selfLink: text,
    creationTimestamp: { type: 'string', nullable: true, format: 'date-time' },
    deletionTimestamp: { type: 'string', format: 'date-time' },
    deletionGracePeriodSeconds: { type: 'integer' },
    managedFields: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  },
};
