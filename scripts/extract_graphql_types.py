"""The part of GitHub's GraphQL schema that listbot speaks, cut out of the whole."""

from __future__ import annotations

from typing import Any, TypeAlias

import graphql

Json: TypeAlias = Any

# What is kept of each type of the GraphQL schema; input types are kept whole.
FIELDS: dict[str, str] = {
    "Query": "repository viewer",
    "Mutation": (
        "addComment updateIssueComment deleteIssueComment addLabelsToLabelable "
        "removeLabelsFromLabelable addReaction closeIssue updatePullRequest "
        "createCheckRun"
    ),
    "Repository": "id issue issues pullRequests label defaultBranchRef",
    "Ref": "name",
    "Issue": (
        "id number title body state locked author labels comments createdAt updatedAt"
    ),
    "IssueConnection": "nodes pageInfo totalCount",
    "IssueComment": (
        "id databaseId author body createdAt lastEditedAt viewerDidAuthor"
    ),
    "IssueCommentConnection": "nodes pageInfo totalCount",
    "IssueCommentEdge": "node",
    "Label": "id name",
    "LabelConnection": "nodes",
    "PageInfo": "hasNextPage endCursor",
    "PullRequest": (
        "id number title body state url author isCrossRepository headRefOid "
        "headRefName autoMergeRequest latestOpinionatedReviews commits"
    ),
    "PullRequestConnection": "nodes pageInfo totalCount",
    "PullRequestReviewConnection": "nodes",
    "PullRequestReview": "id state",
    "AutoMergeRequest": "enabledAt",
    "PullRequestCommitConnection": "nodes",
    "PullRequestCommit": "commit",
    "Commit": "oid checkSuites",
    "CheckSuiteConnection": "nodes",
    "CheckSuite": "id checkRuns",
    "CheckRunConnection": "nodes",
    "CheckRun": "id databaseId externalId",
    "Actor": "login",
    "User": "id databaseId login",
    "Bot": "id databaseId login",
    "Node": "id",
    **dict.fromkeys(
        (
            "AddCommentPayload",
            "AddLabelsToLabelablePayload",
            "AddReactionPayload",
            "CloseIssuePayload",
            "CreateCheckRunPayload",
            "DeleteIssueCommentPayload",
            "RemoveLabelsFromLabelablePayload",
            "UpdateIssueCommentPayload",
            "UpdatePullRequestPayload",
        ),
        "clientMutationId subject checkRun commentEdge",
    ),
}


def extracted_types(schema: graphql.GraphQLSchema) -> str:
    """Return the fields of `FIELDS` and the types they lead to, as SDL.

    Arguments and interfaces that lead anywhere else are left out.
    """
    lines: list[str] = []
    waiting, seen = list(FIELDS), set[str]()
    while waiting:
        name = waiting.pop(0)
        kind = schema.type_map[name]
        if name not in seen and not graphql.is_specified_scalar_type(kind):
            seen.add(name)
            lines.append(_type_text(kind, waiting))
    return "\n\n".join(sorted(lines)) + "\n"


def _type_text(kind: Json, waiting: list[str]) -> str:
    if graphql.is_scalar_type(kind):
        return f"scalar {kind.name}"
    if graphql.is_enum_type(kind):
        return f"enum {kind.name} {{\n  " + "\n  ".join(kind.values) + "\n}"
    if graphql.is_input_object_type(kind):
        rows = [f"  {name}: {field.type}" for name, field in kind.fields.items()]
        waiting += [_name_of(field.type) for field in kind.fields.values()]
        return f"input {kind.name} {{\n" + "\n".join(rows) + "\n}"
    wanted = FIELDS[kind.name].split()
    fields = {
        name: kind.fields[name]
        for name in wanted
        if name in kind.fields and _is_kept(kind.fields[name].type)
    }
    rows = [_field_text(name, field, waiting) for name, field in fields.items()]
    known = [one.name for one in kind.interfaces if one.name in FIELDS]
    known = [one for one in known if set(FIELDS[one].split()) <= fields.keys()]
    above = f" implements {' & '.join(known)}" if known else ""
    word = "interface" if graphql.is_interface_type(kind) else "type"
    return f"{word} {kind.name}{above} {{\n" + "\n".join(rows) + "\n}"


def _field_text(name: str, field: Json, waiting: list[str]) -> str:
    arguments = {key: one for key, one in field.args.items() if _is_plain(one.type)}
    waiting += [_name_of(argument.type) for argument in arguments.values()]
    waiting += [_name_of(field.type)]
    told = ", ".join(f"{key}: {one.type}" for key, one in arguments.items())
    return f"  {name}{f'({told})' if told else ''}: {field.type}"


def _is_kept(kind: Json) -> bool:
    named = graphql.get_named_type(kind)
    return graphql.is_leaf_type(named) or named.name in FIELDS


def _is_plain(kind: Json) -> bool:
    """Leave arguments out that sort."""
    return not graphql.get_named_type(kind).name.endswith("Order")


def _name_of(kind: Json) -> str:
    return graphql.get_named_type(kind).name
