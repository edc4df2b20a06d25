import { existsSync, statfsSync } from 'node:fs';

/** Below this many bytes of /dev/shm (Docker gives 64 MB) parallel queries can run out of shared memory. */
const ENOUGH_SHARED_MEMORY = 128 * 1024 * 1024;

const ALWAYS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'off',
  log_checkpoints: 'off',
  // Errors of single statements quote what people typed; the application reports them itself, without the values.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  max_connections: '60',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '4',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '2',
  io_method: 'sync',
  jit: 'off',
};

/** Nothing of a throwaway cluster need survive a power cut. */
const THROWAWAY: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/**
 * Server settings as command-line arguments: they hold for clusters made by older releases too.
 * Sized for a demo beside the application, about 100 MB of memory.
 */
export function settingsArguments(options: { port: number; throwaway: boolean }): string[] {
  const settings = {
    ...ALWAYS,
    ...(options.throwaway ? THROWAWAY : {}),
    ...sharedMemory(),
    port: String(options.port),
  };
  return toArguments(settings);
}

/** The setting that initdb needs too, because it starts a server of its own. */
export function sharedMemoryArguments(): string[] {
  return toArguments(sharedMemory());
}

function toArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function sharedMemory(): Record<string, string> {
  if (process.platform !== 'linux' || roomyShm()) return {};
  return { dynamic_shared_memory_type: 'mmap' };
}

function roomyShm(): boolean {
  if (!existsSync('/dev/shm')) return false;
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize >= ENOUGH_SHARED_MEMORY;
}
