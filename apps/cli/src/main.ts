#!/usr/bin/env node
// The command line: `marina <command>`.
import { migrate } from '@marina/prisma/migrate';
import { prepare } from './build.ts';
import { doctor } from './doctor.ts';
import { down } from './down.ts';
import { readSettings, type Settings } from './env.ts';
import { lab } from './lab.ts';
import { up } from './up.ts';
import { addUser } from './user.ts';

const HELP = `marina <command> [--name NAME] [--home DIR] [--host ADDRESS] [--port PORT]

  up        start Marina on this machine and keep it running; Ctrl-C stops it
  prepare   make what "up" needs, and start nothing
  migrate   bring the database that DATABASE_URL names up to date
  down      end what a killed "marina up" left behind
  user      "user add EMAIL NAME" makes an account and prints its password, for MARINA_SIGN_IN=required
  doctor    what this machine can and can't do
  lab       "lab new", "lab check", "lab test", "lab preview": labs of your own; "lab help" tells more
  help      this text

  --name    several installations on one machine differ by name   (marina)
  --home    where data is kept                                    (/var/lib/marina)
  --host    the address to listen on                              (127.0.0.1)
  --port    the port to listen on                                 (8420)

DATABASE_URL names a PostgreSQL of your own; without it Marina runs a private one.`;

process.exitCode = await main(process.argv.slice(2));

async function main([command = 'help', ...args]: string[]): Promise<number> {
  try {
    switch (command) {
      case 'up':
        await up(readSettings(args), stopSignal());
        return 0;
      case 'prepare':
        await prepare(readSettings(args), stopSignal());
        return 0;
      case 'migrate':
        await applyMigrations(readSettings(args));
        return 0;
      case 'down':
        await down(readSettings(args));
        return 0;
      case 'doctor':
        return (await doctor(readSettings(args))) ? 0 : 1;
      case 'user':
        return user(args);
      case 'lab':
        return await lab(args, stopSignal);
      case 'help':
      case '--help':
        console.log(HELP);
        return 0;
      default:
        console.error(`marina has no command "${command}".\n\n${HELP}`);
        return 2;
    }
  } catch (error) {
    console.error(`\n${(error as Error).message}`);
    return 1;
  }
}

function user([action, ...args]: string[]): number {
  if (action !== 'add') throw new Error('Say what to do with users: marina user add EMAIL NAME.');
  const words = args.filter((word, index) => !word.startsWith('--') && !args[index - 1]?.startsWith('--'));
  return addUser(readSettings(args), words) ? 0 : 1;
}

/** For installations under systemd, whose units start the processes. */
async function applyMigrations({ databaseUrl }: Settings): Promise<void> {
  if (!databaseUrl) throw new Error('Say which database: set DATABASE_URL.');
  const applied = await migrate(databaseUrl);
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
}

/** Aborted by Ctrl-C or a polite kill; more of them change nothing, because stopping is already under way. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort());
  return controller.signal;
}
