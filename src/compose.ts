import { join } from 'node:path';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createDataSource } from './db/data-source.ts';
import { createPool } from './db/pool.ts';
import { createRateLimit } from './db/rate-limit.ts';
import { readinessOf } from './db/readiness.ts';
import { createUnitOfWork } from './db/unit-of-work.ts';
