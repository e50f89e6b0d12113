import type { Beginning } from './beginning.ts';

/** What a repository needs beside platform.yaml: Plinth itself by version, and what regenerates and checks the tree at each commit. */
export function repositoryFiles(
  { name }: Beginning,
  version: string,
): readonly (readonly [path: string, text: string])[] {
  return [
    ['package.json', packageJson(name, version)],
    [
      '.gitignore',
      'node_modules/\n# what Kustomize downloads when it inflates a chart\n/kustomize/**/chart/charts/\n.*.plinth-*.tmp\n',
    ],
    [
      '.gitattributes',
      '* text=auto eol=lf\n/kustomize/** linguist-generated\n/clusters/** linguist-generated\n/vendor/plinth/** binary\n',
    ],
    ['.pre-commit-config.yaml', preCommit],
    ['.github/workflows/platform.yaml', workflow],
    [
      '.github/CODEOWNERS',
      '# Whom GitHub asks to review what. The generated tree is reviewed with the line that it follows from.\n# /platform.yaml @example/platform\n',
    ],
    ['README.md', readme(name)],
  ];
}

function packageJson(name: string, version: string): string {
  const scripts = {
    start: 'plinth generate',
    test: 'plinth generate --check && plinth verify',
    hooks: 'plinth hook --install',
  };
  return `${JSON.stringify({ name, private: true, scripts, devDependencies: { plinth: version } }, null, 2)}\n`;
}

const preCommit = `repos:
  - repo: local
    hooks:
      - id: plinth
        name: plinth
        entry: npx --no-install plinth hook
        language: system
        files: ^(platform\\.yaml$|kustomize/|clusters/)
        pass_filenames: false
`;

const workflow = `name: platform
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: "24"
      - run: npm ci
      - name: The tree is what platform.yaml says
        run: npx plinth generate --check --format github
      - name: Every overlay builds to what was meant
        run: npx plinth verify --format github
`;

function readme(name: string): string {
  return `# ${name}

Edit \`platform.yaml\`, run \`npm start\`, commit both: Argo CD takes it from there. The way from machines to a running platform is in
\`clusters/<cluster>/README.md\`.

- \`npm start\` writes \`kustomize/\` and \`clusters/\`. Nobody edits those by hand.
- \`npm test\` says whether they are what \`platform.yaml\` says, and whether the clusters would take them.
- \`npm run hooks\` makes git do the first at each commit.
`;
}
