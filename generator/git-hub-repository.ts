/** A repository at GitHub. */
export interface GitHubRepository {
  readonly owner: string;
  readonly name: string;
}

/** The repository of a URL in HTTPS or SSH; undefined where it is not at GitHub. */
export function gitHubRepository(url: string): GitHubRepository | undefined {
  const [, owner, name] =
    /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(url) ?? [];
  return owner === undefined || name === undefined ? undefined : { owner, name };
}
