"""The JSON Schema of the schedule language, for editors."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from feedgen.schedule.shows import ShowKeys


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a schedule file, for editors."""
    schema = ShowKeys.model_json_schema(schema_generator=_TomlSchema)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema}


class _TomlSchema(GenerateJsonSchema):
    """TOML has no null: a key that may be absent is absent."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        json_schema = super().default_schema(schema)
        if json_schema.get("default", ...) is None:
            del json_schema["default"]
        return json_schema
