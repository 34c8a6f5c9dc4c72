import {
  addConnectionSchema,
  changeConnectionSchema,
  connectionSetupSchema,
  connectionTestSchema,
  quarantinedSchema,
  removedConnectionSchema,
  savedConnectionSchema,
  testConnectionSchema,
  vendorSchema,
} from '../connection-setup.ts'
import type { Endpoint } from './endpoint.ts'
import { many, one } from './endpoint.ts'

/** Connecting vendors while everything runs. */
export const connectionEndpoints = {
  listVendors: {
    method: 'GET',
    path: '/v1/vendors',
    access: 'admin',
    summary: 'Vendors that can be connected, and what each asks for',
    answer: many(vendorSchema),
  },
  testConnection: {
    method: 'POST',
    path: '/v1/connections/test',
    access: 'admin',
    summary: 'Ask the vendor whose account these settings open, and keep nothing',
    body: testConnectionSchema,
    answer: one(connectionTestSchema),
    errors: ['resource_not_found', 'set_by_environment', 'secrets_not_kept'],
  },
  addConnection: {
    method: 'POST',
    path: '/v1/connections',
    access: 'admin',
    summary: 'Connect an account; one that was removed is taken up again, with its conversations',
    body: addConnectionSchema,
    answer: one(savedConnectionSchema),
    errors: ['already_exists', 'connection_failed', 'secrets_not_kept'],
  },
  getConnection: {
    method: 'GET',
    path: '/v1/connections/{id}',
    access: 'admin',
    summary: 'How a connection is set up',
    answer: one(connectionSetupSchema),
  },
  changeConnection: {
    method: 'PATCH',
    path: '/v1/connections/{id}',
    access: 'admin',
    summary: 'Rename, pause or resume a connection, or set it up anew',
    body: changeConnectionSchema,
    answer: one(savedConnectionSchema),
    errors: ['set_by_environment', 'connection_failed', 'secrets_not_kept'],
  },
  removeConnection: {
    method: 'DELETE',
    path: '/v1/connections/{id}',
    access: 'admin',
    summary: 'Remove a connection and its secrets; its conversations stay to be read, and nothing goes out any more',
    answer: one(removedConnectionSchema),
    errors: ['set_by_environment'],
  },
  listQuarantined: {
    method: 'GET',
    path: '/v1/connections/{id}/quarantine',
    access: 'admin',
    summary: 'The rows of a vendor that could not be read and why, those seen last first; 100 at most',
    answer: many(quarantinedSchema),
  },
} as const satisfies Record<string, Endpoint>
