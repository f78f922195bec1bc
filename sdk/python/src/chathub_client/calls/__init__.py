"""Every call of the API that a company or an operator may make, each defined once for both clients."""

from chathub_client.calls.audit import Audit
from chathub_client.calls.channels import Channels
from chathub_client.calls.chat import Chat
from chathub_client.calls.company import Company
from chathub_client.calls.customers import Customers
from chathub_client.calls.files import Files
from chathub_client.calls.operators import Operators
from chathub_client.calls.organizations import Organizations
from chathub_client.calls.reports import Reports

__all__ = ["Audit", "Channels", "Chat", "Company", "Customers", "Files", "Operators", "Organizations", "Reports"]
