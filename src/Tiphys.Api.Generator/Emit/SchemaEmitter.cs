using System.Linq;
using Tiphys.Api.Generator.Model;

namespace Tiphys.Api.Generator.Emit;

/// <summary>Writes the schema of a type. It is built when first asked for.</summary>
internal static class SchemaEmitter
{
    public static void Emit(SourceWriter source, TypeModel type)
    {
        source.Line();
        source.Line("private static Schema? _typeSchema;");
        source.Line();
        source.Line("/// <summary>Shape of the type.</summary>");
        source.Line("public static Schema TypeSchema => _typeSchema ??= BuildSchema();");
        source.Line();
        source.Block("private static Schema BuildSchema() => new()", () =>
        {
            source.Line("Kind = SchemaKind.Object,");
            source.Line($"Name = {SourceWriter.Literal(type.ModelName)},");
            source.Line($"TypeName = {SourceWriter.Literal(ValueShape.GoName(type.FullName))},");
            source.Line($"Description = {SourceWriter.Literal(type.Description)},");
            if (type.Root != RootKind.None)
            {
                source.Line("RootKind = GroupVersionKind,");
            }

            if (type.Atomic)
            {
                source.Line("Atomic = true,");
            }

            source.Line("Fields =");
            source.Line("[");
            source.Indented(() => EmitFields(source, type));
            source.Line("],");
        }, "};");
    }

    private static void EmitFields(SourceWriter source, TypeModel type)
    {
        if (type.Root != RootKind.None)
        {
            source.Line("RootFields.ApiVersion,");
            source.Line("RootFields.Kind,");
        }

        foreach (var field in type.Fields)
        {
            if (field.IsInline)
            {
                source.Line($".. {field.Shape.CSharpType}.TypeSchema.Fields,");
            }
            else
            {
                source.Line($"new({SourceWriter.Literal(field.JsonName)}, static () => {Schema(field)}) {{ {Facts(field)} }},");
            }
        }
    }

    private static string Facts(FieldModel field)
    {
        var facts = $"Description = {SourceWriter.Literal(field.Description)}";
        facts += field.MustBeSet ? ", Required = true" : "";
        facts += field.OmitEmpty || field.OmitZero ? ", OmitEmpty = true" : "";
        facts += field.Nullable ? ", Pointer = true" : "";
        facts += field.Default is null ? "" : $", Default = {SourceWriter.Literal(field.Default)}";
        facts += field.PatchStrategy is null ? "" : $", PatchStrategy = {SourceWriter.Literal(field.PatchStrategy)}";
        facts += field.PatchMergeKey is null ? "" : $", PatchMergeKey = {SourceWriter.Literal(field.PatchMergeKey)}";
        return facts;
    }

    private static string Schema(FieldModel field)
    {
        var shape = field.Shape;
        if (shape.Kind == ShapeKind.List)
        {
            var keys = field.ListMapKeys.Count == 0 ? "" : ", " + SourceWriter.Literals(field.ListMapKeys);
            return $"ScalarSchemas.List(static () => {Value(shape.Element!, field, ElementName(field))}, ListType.{ListTypeName(field.ListType)}{keys})";
        }

        if (shape.Kind == ShapeKind.Map)
        {
            var atomic = field.Atomic ? ", atomic: true" : "";
            return $"ScalarSchemas.Map(static () => {Value(shape.Element!, field, ElementName(field))}{atomic})";
        }

        return Value(shape, field, field.ExplicitTypeName) + (field.Atomic ? ".WithAtomic(true)" : field.Granular ? ".WithAtomic(false)" : "");
    }

    private static string Value(ValueShape shape, FieldModel field, string? typeName) => shape.Kind switch
    {
        ShapeKind.Object => $"{shape.CSharpType}.TypeSchema",
        ShapeKind.List => $"ScalarSchemas.List(static () => {Value(shape.Element!, field, null)})",
        ShapeKind.Raw => "ScalarSchemas." + RawName(typeName),
        ShapeKind.String when field.Enum.Count > 0 =>
            $"ScalarSchemas.Enumeration({SourceWriter.Literal(typeName)}, {SourceWriter.Literals(field.Enum)})",
        ShapeKind.String when typeName is not null and not "string" => $"ScalarSchemas.NamedString({SourceWriter.Literal(typeName)})",
        _ => "ScalarSchemas." + shape.Method,
    };

    private static string RawName(string? typeName) => typeName switch
    {
        "v1.FieldsV1" => "FieldsV1",
        "v1.JSON" => "Json",
        "interface {}" => "Any",
        _ => "RawExtension",
    };

    private static string? ElementName(FieldModel field)
    {
        var name = field.ExplicitTypeName;
        if (name is null)
        {
            return null;
        }

        if (name.StartsWith("map[", System.StringComparison.Ordinal))
        {
            return name.Substring(name.IndexOf(']') + 1);
        }

        return name.StartsWith("[]", System.StringComparison.Ordinal) ? name.Substring(2) : null;
    }

    private static string ListTypeName(int value) => value switch
    {
        1 => "Set",
        2 => "Map",
        _ => "Atomic",
    };
}
