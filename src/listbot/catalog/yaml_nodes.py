"""What a parsed YAML text says, and where its parts stand. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.catalog.yaml_text import Value


def scalars_in(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield every scalar in a node, keys too, in the order of the text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars_in(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars_in(key)
            yield from scalars_in(value)


def value_of(node: yaml.Node) -> Value:
    """Return what a node says: every scalar as text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    return str(node.value)


def start_of(node: yaml.Node) -> int:
    """Return where a node starts: the index of its first character."""
    return node.start_mark.index


def column_of(node: yaml.Node) -> int:
    """Return in which column a node starts, counted from 0."""
    return node.start_mark.column


def is_flow(node: yaml.Node) -> bool:
    """Say whether a node is written in brackets, as in JSON."""
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)):
        return bool(node.flow_style)
    return False


def is_block_mapping(node: yaml.Node) -> TypeGuard[yaml.MappingNode]:
    """Say whether a node is a mapping with a line for each key."""
    return isinstance(node, yaml.MappingNode) and not node.flow_style


def is_block_list(node: yaml.Node) -> TypeGuard[yaml.SequenceNode]:
    """Say whether a node is a list with a line for each item."""
    return isinstance(node, yaml.SequenceNode) and not node.flow_style
