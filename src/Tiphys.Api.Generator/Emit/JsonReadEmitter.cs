using System.Collections.Generic;
using System.Linq;
using System.Text;
using Tiphys.Api.Generator.Model;

namespace Tiphys.Api.Generator.Emit;

/// <summary>Writes the JSON reader of a type: a switch over the length of the property's name, then one comparison.</summary>
internal static class JsonReadEmitter
{
    public static void Emit(SourceWriter source, TypeModel type)
    {
        source.Line();
        source.Line("/// <summary>Reads the JSON object at whose start the reader stands.</summary>");
        source.Block($"public static {type.Name} ReadJson(ref global::System.Text.Json.Utf8JsonReader reader, JsonReadContext context)", () =>
        {
            source.Line($"var value = new {type.Name}();");
            source.Line($"context.StartObject(ref reader, {SourceWriter.Literal(type.Name)}, {SourceWriter.Literal(ValueShape.GoName(type.FullName))});");
            source.Block("while (reader.Read() && reader.TokenType != global::System.Text.Json.JsonTokenType.EndObject)", () =>
            {
                source.Line("var name = context.ReadName(ref reader);");
                source.Line("reader.Read();");
                source.Block("if (!value.ReadField(ref reader, context, name))", () => source.Line("context.SkipUnknown(ref reader, name);"));
            });
            source.Line();
            source.Line("context.EndObject();");
            source.Line("return value;");
        });
        source.Line();
        source.Block(
            "internal bool ReadField(ref global::System.Text.Json.Utf8JsonReader reader, JsonReadContext context, scoped global::System.ReadOnlySpan<byte> name)",
            () => EmitReadField(source, type));
    }

    private static void EmitReadField(SourceWriter source, TypeModel type)
    {
        if (Cases(type).Any())
        {
            EmitSwitch(source, type);
        }

        foreach (var inline in type.Fields.Where(field => field.IsInline))
        {
            // Whatever is read goes into a value of this object's own: the empty one is shared by all.
            source.Line($"{inline.Backing} = ReferenceEquals({inline.Backing}, {inline.Shape.CSharpType}.Empty) ? new() : {inline.Backing};");
            source.Line($"context.EnterInline({SourceWriter.Literal(inline.Property)});");
            source.Line($"var found{inline.Property} = {inline.Backing}.ReadField(ref reader, context, name);");
            source.Line("context.Exit();");
            source.Block($"if (found{inline.Property})", () => source.Line("return true;"));
        }

        source.Line("return false;");
    }

    private static void EmitSwitch(SourceWriter source, TypeModel type)
    {
        source.Block("switch (name.Length)", () =>
        {
            foreach (var group in Cases(type).GroupBy(entry => Encoding.UTF8.GetByteCount(entry.Name)).OrderBy(group => group.Key))
            {
                source.Line($"case {group.Key}:");
                source.Indented(() =>
                {
                    foreach (var (name, statement) in group)
                    {
                        source.Block($"if (global::System.MemoryExtensions.SequenceEqual(name, {SourceWriter.Literal(name)}u8))", () =>
                        {
                            source.Line(statement);
                            source.Line("return true;");
                        });
                    }

                    source.Line("break;");
                });
            }
        });
    }

    private static IEnumerable<(string Name, string Statement)> Cases(TypeModel type)
    {
        if (type.Root != RootKind.None)
        {
            yield return ("kind", "context.ReadString(ref reader, \"kind\");");
            yield return ("apiVersion", "context.ReadString(ref reader, \"apiVersion\");");
        }

        foreach (var field in type.Fields.Where(field => !field.IsInline))
        {
            yield return (field.JsonName, $"{field.Backing} = {Value(field)};");
        }
    }

    private static string Value(FieldModel field)
    {
        var value = Read(field.Shape, "ref reader", "context", SourceWriter.Literal(field.JsonName), field.TypeName);
        return (field.Nullable, field.Shape.Kind) switch
        {
            (false, ShapeKind.Object) => $"{value} ?? {field.Shape.Zero}",
            (true, ShapeKind.Object) => value,
            (true, _) => $"reader.TokenType == global::System.Text.Json.JsonTokenType.Null ? default({field.PropertyType}) : {value}",
            _ => value,
        };
    }

    private static string Read(ValueShape shape, string reader, string context, string name, string typeName)
    {
        var type = SourceWriter.Literal(typeName);
        return shape.Kind switch
        {
            ShapeKind.Object => $"{context}.ReadObject<{shape.CSharpType}>({reader}, {name})",
            ShapeKind.List when shape.Element!.Kind == ShapeKind.Object =>
                $"{context}.ReadObjects<{shape.Element.CSharpType}>({reader}, {name}, {type})",
            ShapeKind.Map when shape.Element!.Kind == ShapeKind.Object =>
                $"{context}.ReadObjectMap<{shape.Element.CSharpType}>({reader}, {name}, {type})",
            ShapeKind.List => $"{context}.ReadList({reader}, {name}, {type}, {Lambda(shape.Element!, ElementName(typeName, shape))})",
            ShapeKind.Map => $"{context}.ReadMap({reader}, {name}, {type}, {Lambda(shape.Element!, ElementName(typeName, shape))})",
            _ => typeName == shape.TypeName
                ? $"{context}.Read{shape.Method}({reader}, {name})"
                : $"{context}.Read{shape.Method}({reader}, {name}, {type})",
        };
    }

    private static string Lambda(ValueShape element, string typeName) =>
        $"static (ref global::System.Text.Json.Utf8JsonReader r, JsonReadContext c, string n) => {Read(element, "ref r", "c", "n", typeName)}";

    /// <summary><c>[]v1.Finalizer</c> holds <c>v1.Finalizer</c>; a named list or map does not tell what it holds.</summary>
    private static string ElementName(string typeName, ValueShape shape)
    {
        if (typeName.StartsWith("[]", System.StringComparison.Ordinal))
        {
            return typeName.Substring(2);
        }

        return typeName.StartsWith("map[", System.StringComparison.Ordinal)
            ? typeName.Substring(typeName.IndexOf(']') + 1)
            : shape.Element!.TypeName;
    }
}
