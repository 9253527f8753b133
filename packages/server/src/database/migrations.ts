/** Steps, each a list of statements. */
export type Migrations = readonly (readonly string[])[];

/**
 * The tables, step by step. A step that was released is never changed; a change is a step more. Each is a list of
 * statements.
 *
 * No table has a column for an address, a browser, a device or a time: a report is known by its round alone.
 */
export const MIGRATIONS: Migrations = [
  [
    // The site's signing key, where the environment gives none.
    `create table signing_key (
       only_one boolean primary key default true check (only_one),
       jwk text not null
     )`,
    // The key for what relays pass on.
    `create table gateway_key (
       only_one boolean primary key default true check (only_one),
       key text not null
     )`,
    // Keys of the owner's API, as hashes.
    `create table owner_key (
       id integer generated always as identity primary key,
       name text not null,
       sha256 bytea not null unique,
       revoked boolean not null default false
     )`,
    // Public things that never change, named by their bytes.
    `create table object (
       sha256 text primary key,
       body text not null
     )`,
    `create table configuration (
       serial integer primary key,
       object text not null references object
     )`,
    // Every task that the site ever had.
    `create table task (
       id integer generated always as identity primary key,
       hash text not null unique,
       body text not null
     )`,
    `create table round (
       id integer generated always as identity primary key,
       task integer not null references task,
       round integer not null,
       state text not null default 'collecting'
         check (state in ('collecting', 'closed', 'published', 'discarded', 'expired', 'rolled-back')),
       reports integer,
       object text references object,
       signature text,
       unique (task, round)
     )`,
    `create table report (
       round integer not null references round,
       nonce bytea not null,
       payload bigint not null,
       primary key (round, nonce)
     )`,
  ],
  [
    // Reports in two shares. The message is gone once the helper was asked about it.
    `create table split_report (
       round integer not null references round,
       nonce bytea not null,
       state text not null default 'waiting' check (state in ('waiting', 'counted', 'refused')),
       message bytea,
       primary key (round, nonce)
     )`,
    // This server's share of the sum of the words of those that were counted.
    `create table split_share (
       round integer primary key references round,
       share bytea not null
     )`,
  ],
  [
    // How the shop learns, as JSON; without it, it does not.
    `alter table configuration add column learning text`,
    // Whether learning has dealt with what the round says.
    `alter table round add column learnt boolean not null default false`,
    // What the shop has learnt. Rounds: in which it was made, whose reports may first tell of it, in which it was
    // kept or rolled back. As JSON: where its optimisers stand, and how it does on trial.
    `create table model_version (
       serial integer primary key,
       object text not null references object,
       signature text not null,
       parent integer references model_version,
       state text not null check (state in ('candidate', 'current', 'replaced', 'rolled-back')),
       made integer not null,
       since integer not null,
       decided integer,
       optimisers text not null,
       trial text not null
     )`,
    // Rounds that the next version learns from.
    `create table gathered (
       round integer primary key references round
     )`,
    // Which versions are used and tried, signed. Pinned: no version is made or tried.
    `create table model_index (
       only_one boolean primary key default true check (only_one),
       serial integer not null,
       signed text not null,
       pinned boolean not null default false
     )`,
  ],
];
