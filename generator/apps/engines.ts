import type { Database } from '../generated/options.ts';

/** How a database is run by the image that its makers give out. */
export interface Engine {
  readonly image: string;
  readonly port: number;
  /** The user that the image's files belong to. */
  readonly user: number;
  /** Where its files are. */
  readonly mountPath: string;
  /** Folders that it writes to besides. */
  readonly scratch: readonly string[];
  readonly secretKeys: readonly string[];
  /** Environment variables of the image: a text, or the key of the login that holds it. */
  readonly env: { readonly [name: string]: string | { readonly key: string } };
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** The user and the database that a service is given. */
export const LOGIN = 'app';

/** The Secret with the password of a database. */
export function loginSecret(database: string): string {
  return `${database}-login`;
}

/** What Plinth knows of each kind of database. Source: the documentation of the official images. */
export const engines: { readonly [K in Database['kind']]: Engine } = {
  postgres: {
    image: 'docker.io/library/postgres:17.6',
    port: 5432,
    user: 999,
    mountPath: '/var/lib/postgresql/data',
    scratch: ['/var/run/postgresql'],
    secretKeys: ['password'],
    env: {
      // the volume's own folder holds lost+found, and initdb wants an empty one
      PGDATA: '/var/lib/postgresql/data/pgdata',
      POSTGRES_DB: LOGIN,
      POSTGRES_PASSWORD: { key: 'password' },
      POSTGRES_USER: LOGIN,
    },
  },
  mysql: {
    image: 'docker.io/library/mysql:8.4.6',
    port: 3306,
    user: 999,
    mountPath: '/var/lib/mysql',
    scratch: ['/var/run/mysqld'],
    secretKeys: ['password', 'rootPassword'],
    env: {
      MYSQL_DATABASE: LOGIN,
      MYSQL_PASSWORD: { key: 'password' },
      MYSQL_ROOT_PASSWORD: { key: 'rootPassword' },
      MYSQL_USER: LOGIN,
    },
    // as above
    args: ['--datadir=/var/lib/mysql/data'],
  },
  mongo: {
    image: 'docker.io/library/mongo:8.0.13',
    port: 27017,
    user: 999,
    mountPath: '/data/db',
    scratch: ['/data/configdb'],
    secretKeys: ['password'],
    env: { MONGO_INITDB_ROOT_PASSWORD: { key: 'password' }, MONGO_INITDB_ROOT_USERNAME: LOGIN },
  },
  redis: {
    image: 'docker.io/library/redis:8.2.1',
    port: 6379,
    user: 999,
    mountPath: '/data',
    scratch: [],
    secretKeys: ['password'],
    env: { PASSWORD: { key: 'password' } },
    // by a file in memory, so that the password is in no list of processes
    command: [
      '/bin/sh',
      '-c',
      'printf "dir /data\\nappendonly yes\\nrequirepass %s\\n" "$PASSWORD" >/tmp/redis.conf; unset PASSWORD; exec redis-server /tmp/redis.conf',
    ],
  },
};
