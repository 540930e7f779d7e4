using System.Collections.Generic;
using System.Linq;
using Tiphys.Api.Generator.Model;

namespace Tiphys.Api.Generator.Emit;

/// <summary>Writes the protobuf reader and writer of a type. As upstream, values that are no pointers are written even when empty.</summary>
internal static class ProtobufEmitter
{
    public static void Emit(SourceWriter source, TypeModel type)
    {
        var fields = type.Fields.Where(field => field.Number > 0).ToList();
        EmitReader(source, type, fields);
        EmitWriter(source, fields);
    }

    private static void EmitReader(SourceWriter source, TypeModel type, List<FieldModel> fields)
    {
        source.Line();
        source.Line("/// <summary>Reads a protobuf message up to the reader's end.</summary>");
        source.Block($"public static {type.Name} ReadProtobuf(ref ProtobufReader reader)", () =>
        {
            source.Line($"var value = new {type.Name}();");
            foreach (var field in fields.Where(IsCollection))
            {
                source.Line($"global::System.Collections.Generic.List<{ItemType(field)}>? items{field.Number} = null;");
            }

            source.Block("while (reader.ReadTag(out var number))", () => source.Block("switch (number)", () =>
            {
                foreach (var field in fields)
                {
                    source.Line($"case {field.Number}:");
                    source.Indented(() =>
                    {
                        source.Line(ReadStatement(field));
                        source.Line("break;");
                    });
                }

                source.Line("default:");
                source.Indented(() =>
                {
                    source.Line("reader.Skip();");
                    source.Line("break;");
                });
            }));
            foreach (var field in fields.Where(IsCollection))
            {
                var owner = field.Shape.Kind == ShapeKind.List ? "ApiList" : "ApiMap";
                source.Block($"if (items{field.Number} is not null)", () =>
                    source.Line($"value.{field.Backing} = {owner}.Own(items{field.Number}.ToArray());"));
            }

            source.Line("return value;");
        });
    }

    private static bool IsCollection(FieldModel field) => field.Shape.Kind is ShapeKind.List or ShapeKind.Map;

    private static string ItemType(FieldModel field) => field.Shape.Kind == ShapeKind.List
        ? field.Shape.Element!.CSharpType
        : $"global::System.Collections.Generic.KeyValuePair<string, {field.Shape.Element!.CSharpType}>";

    private static string ReadStatement(FieldModel field) => field.Shape.Kind switch
    {
        ShapeKind.List => $"(items{field.Number} ??= []).Add({Read(field.Shape.Element!, "reader")});",
        ShapeKind.Map => $"(items{field.Number} ??= []).Add(reader.ReadEntry<{field.Shape.Element!.CSharpType}>("
            + $"{field.Shape.Element.Zero}, static (ref ProtobufReader r) => {Read(field.Shape.Element, "r")}));",
        _ => $"value.{field.Backing} = {Read(field.Shape, "reader")};",
    };

    private static string Read(ValueShape shape, string reader) => shape.Kind switch
    {
        ShapeKind.Object => $"{reader}.ReadObject<{shape.CSharpType}>()",
        ShapeKind.List => $"{reader}.ReadWrappedStrings()",
        _ => $"{reader}.Read{shape.Method}()",
    };

    private static void EmitWriter(SourceWriter source, List<FieldModel> fields)
    {
        source.Line();
        source.Line("/// <summary>Writes the fields as a protobuf message.</summary>");
        source.Block("public void WriteProtobuf(ProtobufWriter writer)", () =>
        {
            foreach (var field in fields.OrderByDescending(field => field.Number))
            {
                EmitWrite(source, field);
            }
        });
    }

    private static void EmitWrite(SourceWriter source, FieldModel field)
    {
        var value = field.Backing;
        var isReference = field.Shape.Kind is ShapeKind.Object or ShapeKind.String;
        if (field.Nullable)
        {
            var expression = isReference ? value : value + ".Value";
            source.Block($"if ({value} is not null)", () => source.Line(Write(field, expression)));
        }
        else if (field.Shape.Kind == ShapeKind.Bytes)
        {
            source.Block($"if (!{value}.IsDefault)", () => source.Line(Write(field, value)));
        }
        else
        {
            source.Line(Write(field, value));
        }
    }

    private static string Write(FieldModel field, string value)
    {
        var element = field.Shape.Element;
        return field.Shape.Kind switch
        {
            ShapeKind.List when element!.Kind == ShapeKind.Object => $"writer.Objects({field.Number}, {value});",
            ShapeKind.Map when element!.Kind == ShapeKind.Object => $"writer.ObjectMap({field.Number}, {value});",
            ShapeKind.List => $"writer.List({field.Number}, {value}, static (w, n, v) => {WriteValue(element!, "w", "n", "v")});",
            ShapeKind.Map => $"writer.Map({field.Number}, {value}, static (w, n, v) => {WriteValue(element!, "w", "n", "v")});",
            _ => WriteValue(field.Shape, "writer", field.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), value) + ";",
        };
    }

    private static string WriteValue(ValueShape shape, string writer, string number, string value) => shape.Kind switch
    {
        ShapeKind.Int32 => $"{writer}.Int64({number}, {value})",
        ShapeKind.Bytes => $"{writer}.Bytes({number}, {value}.AsSpan())",
        ShapeKind.Raw => $"{writer}.RawValue({number}, {value})",
        ShapeKind.List => $"{writer}.WrappedStrings({number}, {value})",
        _ => $"{writer}.{shape.Method}({number}, {value})",
    };
}
