"""All calls and pages of this folder, in one list."""

from litestar.types import ControllerRouterHandler

from chathub.api.audit import get_audit
from chathub.api.channel_keys import delete_key, get_keys, post_key
from chathub.api.channels import (
    get_channel_settings,
    get_channels,
    get_seen,
    patch_channel,
    post_channel,
    put_channel_settings,
    remove_channel,
)
from chathub.api.company import (
    get_company_token,
    get_organizations,
    patch_company,
    post_company_token,
    post_revoke_tokens,
)
from chathub.api.console import (
    get_console_session,
    post_console_password,
    post_console_sign_in,
    post_console_sign_out,
)
from chathub.api.console_people import (
    delete_person,
    get_people,
    patch_person,
    post_join,
    post_join_check,
    post_people,
    post_person_link,
)
from chathub.api.embeds import asset, chat_widget, operator_panel
from chathub.api.faces import delete_face, get_face, put_face
from chathub.api.first_run import post_first_run, post_first_run_check
from chathub.api.full_page import chat_page, console_page, pages_file, panel_page, preview_page
from chathub.api.guide import guide, guide_start
from chathub.api.health import live, ready
from chathub.api.hours import get_opening_hours, put_opening_hours
from chathub.api.metrics import metrics
from chathub.api.operators import (
    get_operators,
    patch_operator,
    post_get_token,
    post_operator_link,
    post_status,
    post_synchronize,
    post_validate_token,
)
from chathub.api.organizations import get_organization, patch_organization, post_organization
from chathub.api.reports import get_board, get_operator_report, get_report, get_report_file, get_volume_report
from chathub.api.rights import (
    get_customer,
    get_customer_export,
    get_customers,
    get_retention,
    get_retention_preview,
    post_customer_erase,
    put_retention,
)
from chathub.api.sign_in import post_panel_token, post_sign_in, post_sign_out
from chathub.api.site import docs, docs_file, openapi, start
from chathub.api.widget import get_widget, post_widget_token

ROUTES: list[ControllerRouterHandler] = [
    get_company_token,
    get_organizations,
    patch_company,
    post_company_token,
    post_revoke_tokens,
    post_organization,
    get_organization,
    patch_organization,
    get_operators,
    post_synchronize,
    post_status,
    post_get_token,
    post_validate_token,
    patch_operator,
    post_operator_link,
    put_face,
    delete_face,
    get_face,
    get_opening_hours,
    put_opening_hours,
    get_channels,
    post_channel,
    patch_channel,
    remove_channel,
    get_seen,
    get_channel_settings,
    put_channel_settings,
    get_keys,
    post_key,
    delete_key,
    get_board,
    get_report,
    get_volume_report,
    get_operator_report,
    get_report_file,
    get_customers,
    get_customer,
    get_customer_export,
    post_customer_erase,
    get_retention,
    put_retention,
    get_retention_preview,
    get_widget,
    post_widget_token,
    post_sign_in,
    post_panel_token,
    post_sign_out,
    post_console_sign_in,
    get_console_session,
    post_console_sign_out,
    post_console_password,
    post_first_run_check,
    post_first_run,
    post_join_check,
    post_join,
    get_people,
    post_people,
    patch_person,
    delete_person,
    post_person_link,
    get_audit,
    live,
    ready,
    metrics,
    start,
    docs,
    docs_file,
    guide_start,
    guide,
    openapi,
    chat_page,
    panel_page,
    console_page,
    preview_page,
    pages_file,
    operator_panel,
    chat_widget,
    asset,
]
