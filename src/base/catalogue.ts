/**
 * Exit codes: 0 success, 1 the run failed, 2 wrong usage or document, 33 unsupported feature (cwl-runner), 130 cancelled; of a
 * published crate also 3 cannot tell, 4 not re-executable, 5 re-execution failed, 6 refused for safety, 7 damaged.
 */
export interface Entry {
  readonly title: string;
  readonly hint: string;
  /** Whether trying again can help. */
  readonly retry: 'never' | 'same-location' | 'other-location' | 'later';
  readonly exitCode: 1 | 2 | 4 | 5 | 6 | 7 | 33 | 130;
}

const entries = {
  USAGE_ARGUMENT: { title: 'wrong argument', hint: 'see `crate-run --help`', retry: 'never', exitCode: 2 },
  USAGE_OUTPUT: {
    title: 'output cannot be written',
    hint: 'name a folder that exists and is writable',
    retry: 'never',
    exitCode: 2,
  },

  DOC_NOT_FOUND: { title: 'document not found', hint: 'check the path or URL', retry: 'never', exitCode: 2 },
  DOC_SYNTAX: {
    title: 'document is not valid YAML or JSON',
    hint: 'mend the text at the place named',
    retry: 'never',
    exitCode: 2,
  },
  DOC_TOO_LARGE: { title: 'document is too large or nested too deep', hint: 'split the document', retry: 'never', exitCode: 2 },
  DOC_REFERENCE: { title: 'reference does not resolve', hint: 'check the name it refers to', retry: 'never', exitCode: 2 },

  CWL_VERSION: {
    title: 'CWL version is missing or not supported',
    hint: 'use cwlVersion: v1.0, v1.1, v1.2 or v1.3',
    retry: 'never',
    exitCode: 2,
  },
  CWL_INVALID: { title: 'document is not valid CWL', hint: 'mend every place listed', retry: 'never', exitCode: 2 },
  CWL_FIELD_MISSING: { title: 'required field is missing', hint: 'add the field', retry: 'never', exitCode: 2 },
  CWL_FIELD_UNKNOWN: {
    title: 'field is not known here',
    hint: 'check the spelling and the CWL version, or give extensions a namespace prefix',
    retry: 'never',
    exitCode: 2,
  },
  CWL_FIELD_TYPE: {
    title: 'field has a value of the wrong kind',
    hint: 'give a value of the kind expected',
    retry: 'never',
    exitCode: 2,
  },
  CWL_LINK: {
    title: 'linked ports have types that cannot fit',
    hint: 'change one of the types, or convert with valueFrom',
    retry: 'never',
    exitCode: 2,
  },
  CWL_CYCLE: { title: 'steps depend on each other in a circle', hint: 'break the circle', retry: 'never', exitCode: 2 },
  CWL_INPUT: {
    title: 'input object does not match the process',
    hint: 'run `crate-run WORKFLOW --help` to see its inputs',
    retry: 'never',
    exitCode: 2,
  },
  CWL_FORMAT: {
    title: 'file has another format than the input asks for',
    hint: 'correct the format in the input object, or name an ontology in $schemas',
    retry: 'never',
    exitCode: 2,
  },
  CWL_UNSUPPORTED: {
    title: 'feature is not supported',
    hint: 'see the README for what is supported',
    retry: 'never',
    exitCode: 33,
  },

  TOPOLOGY_INVALID: {
    title: 'file of locations is not valid',
    hint: 'mend every place listed',
    retry: 'never',
    exitCode: 2,
  },
  TOPOLOGY_NO_EFFECT: {
    title: 'file of locations asks for something that has no effect',
    hint: 'leave it out, or see the README for what is supported',
    retry: 'never',
    exitCode: 2,
  },
  TOPOLOGY_UNSUPPORTED: {
    title: 'no location that a step may run at is supported',
    hint: 'bind the step to a type of location that the README lists',
    retry: 'never',
    exitCode: 33,
  },

  EXPR_SYNTAX: { title: 'expression has a syntax error', hint: 'mend the expression', retry: 'never', exitCode: 1 },
  EXPR_FAILED: { title: 'expression failed', hint: 'check the values it reads', retry: 'never', exitCode: 1 },
  EXPR_TIMEOUT: {
    title: 'expression ran too long',
    hint: 'raise --eval-timeout, or do the work in a tool',
    retry: 'never',
    exitCode: 1,
  },
  EXPR_MEMORY: { title: 'expression used too much memory', hint: 'do the work in a tool', retry: 'never', exitCode: 1 },

  TOOL_INVALID: { title: 'job cannot be spelled out', hint: 'check the tool and its inputs', retry: 'never', exitCode: 1 },
  TOOL_OUTPUT: {
    title: 'outputs are not what the tool declares',
    hint: 'check the output bindings and the log of the job',
    retry: 'never',
    exitCode: 1,
  },
  TOOL_UNSAFE_PATH: {
    title: 'path leaves the folders of the job',
    hint: 'use paths inside the output folder',
    retry: 'never',
    exitCode: 1,
  },

  JOB_INPUT: {
    title: 'step cannot take what it is given',
    hint: 'check the values that reach the step',
    retry: 'never',
    exitCode: 1,
  },
  JOB_FAILED: { title: 'job failed', hint: 'read the end of its stderr above', retry: 'never', exitCode: 1 },
  JOB_TEMPORARY: { title: 'job failed for now', hint: 'try again', retry: 'later', exitCode: 1 },
  JOB_NOT_STARTED: {
    title: 'program cannot be started',
    hint: 'install the program or correct baseCommand',
    retry: 'other-location',
    exitCode: 1,
  },
  JOB_TIME_LIMIT: { title: 'job ran over its time limit', hint: 'raise ToolTimeLimit', retry: 'never', exitCode: 1 },

  JOB_OUT_OF_MEMORY: {
    title: 'job used more memory than it may',
    hint: 'raise ramMin of ResourceRequirement, or leave out --strict-memory-limit',
    retry: 'other-location',
    exitCode: 1,
  },
  JOB_CANCELLED: {
    title: 'job was cancelled where it ran or waited',
    hint: 'ask whoever looks after the queue why, then start again',
    retry: 'never',
    exitCode: 1,
  },
  JOB_LOST: {
    title: 'what carried the job went away',
    hint: 'see whether the container engine runs, then start again',
    retry: 'same-location',
    exitCode: 1,
  },

  CONTAINER_ENGINE: {
    title: 'no container engine answers',
    hint: 'start Docker or Podman, name another with --container-engine, or try --no-container',
    retry: 'later',
    exitCode: 1,
  },
  CONTAINER_IMAGE: {
    title: 'container image cannot be had',
    hint: 'check the name of the image, the registry and your `docker login`',
    retry: 'later',
    exitCode: 1,
  },

  CONN_FAILED: {
    title: 'location cannot be reached',
    hint: 'check its address and that it is up; `ssh` to it by hand shows more',
    retry: 'other-location',
    exitCode: 1,
  },
  CONN_LOST: {
    title: 'connection was lost',
    hint: 'check the network, then start again',
    retry: 'same-location',
    exitCode: 1,
  },
  CONN_HOST_KEY: {
    title: 'host is not the one that is known',
    hint: 'compare its key with what its administrator says before you trust it',
    retry: 'never',
    exitCode: 1,
  },
  CONN_AUTH: {
    title: 'location refuses the login',
    hint: 'check username, sshKey and the keys in your SSH agent',
    retry: 'other-location',
    exitCode: 1,
  },

  JOB_REFUSED: {
    title: 'queue manager does not take the job',
    hint: 'check what the job asks for against what the queue allows',
    retry: 'later',
    exitCode: 1,
  },

  DATA_STAYS: {
    title: 'data may not leave its site',
    hint: 'bind the step to the site of the data, or take the port binding away',
    retry: 'never',
    exitCode: 1,
  },

  SOFTWARE_MISSING: {
    title: 'software that the tool requires is not here',
    hint: 'install it, let --software modules or --software conda find it, or use a container',
    retry: 'other-location',
    exitCode: 1,
  },

  SCHED_IMPOSSIBLE: {
    title: 'no location can ever satisfy the request',
    hint: 'ask for less, or run on a larger machine',
    retry: 'never',
    exitCode: 1,
  },
  DATA_NOT_FOUND: {
    title: 'file or folder not found',
    hint: 'check the location in the input object',
    retry: 'never',
    exitCode: 1,
  },
  DATA_FETCH: { title: 'remote file cannot be fetched', hint: 'check the URL and the network', retry: 'later', exitCode: 1 },
  DATA_WRITE: { title: 'cannot write', hint: 'free some space or write elsewhere', retry: 'later', exitCode: 1 },
  LOG_WRITE: {
    title: 'the event log cannot be written',
    hint: 'free some space, or choose another --tmpdir-prefix',
    retry: 'later',
    exitCode: 1,
  },
  LOG_READ: { title: 'the event log cannot be read', hint: 'name the folder of a run', retry: 'never', exitCode: 2 },
  QUERY_REFUSED: {
    title: 'the query cannot be answered',
    hint: 'SPARQL 1.1 queries are understood; SERVICE and updates are refused',
    retry: 'never',
    exitCode: 2,
  },
  QUERY_LIMIT: { title: 'the answer takes too much', hint: 'ask for less', retry: 'never', exitCode: 1 },
  CRATE_WRITE: { title: 'the crate cannot be written', hint: 'free some space or write elsewhere', retry: 'later', exitCode: 1 },
  CRATE_NOT_FOUND: { title: 'no crate is there', hint: 'check the path', retry: 'never', exitCode: 2 },
  CRATE_DAMAGED: {
    title: 'crate cannot be read',
    hint: 'get it again from where it was published, and compare its digest',
    retry: 'never',
    exitCode: 7,
  },
  CRATE_UNSAFE_NAME: {
    title: 'crate has a name that is not safe',
    hint: 'do not unpack it with other programs; tell who published it',
    retry: 'never',
    exitCode: 6,
  },
  CRATE_UNSAFE_ENTRY: {
    title: 'crate has an entry that is not safe',
    hint: 'do not unpack it with other programs; tell who published it',
    retry: 'never',
    exitCode: 6,
  },
  CRATE_TOO_LARGE: {
    title: 'crate unpacks to more than is sane',
    hint: 'if you trust it, unpack it yourself and name the folder',
    retry: 'never',
    exitCode: 6,
  },
  CRATE_UNTRUSTED: {
    title: 'crate may run in containers only',
    hint: 'start Docker, name an image with --default-container, or read the workflow and give --trust-host',
    retry: 'never',
    exitCode: 6,
  },
  CRATE_NOT_EXECUTABLE: {
    title: 'crate cannot be run again as it was published',
    hint: 'see `crate-run check` for what is missing; give inputs with --inputs',
    retry: 'never',
    exitCode: 4,
  },
  CRATE_METADATA: {
    title: 'metadata of the crate cannot be trusted',
    hint: 'tell who published it; programs may understand it differently',
    retry: 'never',
    exitCode: 6,
  },

  SEAL_KEY: {
    title: 'key cannot be used',
    hint: 'make one without password: `minisign -G -W -p KEY.pub -s KEY.key`',
    retry: 'never',
    exitCode: 2,
  },
  SEAL_SIGNATURE: {
    title: 'no signature that can be read',
    hint: 'sign the crate with `crate-run sign`, or get its .minisig file',
    retry: 'never',
    exitCode: 1,
  },

  RUN_FAILED: { title: 'the run failed', hint: 'mend the steps named above', retry: 'never', exitCode: 1 },
  RUN_CANCELLED: { title: 'the run was cancelled', hint: 'start it again', retry: 'same-location', exitCode: 130 },
  INTERNAL: {
    title: 'crate-run itself is at fault',
    hint: 'report it with the command that you ran',
    retry: 'never',
    exitCode: 1,
  },
} as const satisfies Record<string, Entry>;

/** The permanent symbolic name of an error. */
export type ErrorCode = keyof typeof entries;

/** What is known of each error code. */
export const catalogue: Readonly<Record<ErrorCode, Entry>> = entries;
