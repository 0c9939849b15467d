"""The accounts of well-known bots, as GitHub numbers them.

Sources: api.github.com/users/dependabot[bot], …/renovate[bot], …/github-actions[bot] and
…/dependabot-preview[bot]; that people also write the number of the app (29110): github.com/zizmorcore/zizmor,
audit/bot_conditions.rs.
"""

from __future__ import annotations

from collections.abc import Mapping

BOTS: Mapping[int, str] = {
    49699333: "dependabot[bot]",
    29110: "dependabot[bot]",
    27856297: "dependabot-preview[bot]",
    29139614: "renovate[bot]",
    41898282: "github-actions[bot]",
}
"""Number -> login."""
