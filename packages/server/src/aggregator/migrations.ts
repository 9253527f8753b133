import type { Migrations } from '../database/migrations.ts';

/** The tables of a helper. As in the server's, none has a column for an address, a browser, a device or a time. */
export const AGGREGATOR_MIGRATIONS: Migrations = [
  [
    // The key that devices seal for.
    `create table helper_key (
       only_one boolean primary key default true check (only_one),
       key text not null
     )`,
    // What a round adds up to. The share with noise is there once it was released; it is drawn once.
    `create table helper_round (
       id integer generated always as identity primary key,
       task text not null,
       round bigint not null,
       share bytea not null,
       reports integer not null default 0,
       checksum text not null,
       released bytea,
       unique (task, round)
     )`,
    // What was answered for each nonce: the message, or nothing where the report is not valid.
    `create table helper_report (
       round integer not null references helper_round on delete cascade,
       nonce bytea not null,
       message bytea,
       primary key (round, nonce)
     )`,
  ],
];
