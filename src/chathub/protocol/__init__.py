"""THE definition of what goes over the wire: resources, events, commands, frames and requests.

`spec/` and the TypeScript types are generated from here; nothing is described twice.
"""
