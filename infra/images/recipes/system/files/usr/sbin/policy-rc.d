#!/bin/sh
# Nothing here runs an init system: installing a package starts no service. `service NAME start` still does.
exit 101
