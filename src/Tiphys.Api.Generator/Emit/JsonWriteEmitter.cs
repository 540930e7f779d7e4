using Tiphys.Api.Generator.Model;

namespace Tiphys.Api.Generator.Emit;

/// <summary>Writes the JSON writer of a type, with upstream's rules of what is left out when empty.</summary>
internal static class JsonWriteEmitter
{
    public static void Emit(SourceWriter source, TypeModel type)
    {
        source.Line();
        source.Line("/// <summary>Writes the value as JSON.</summary>");
        source.Block("public void WriteJson(JsonWriter writer, bool asItem = false)", () =>
        {
            source.Line("writer.StartObject();");
            if (type.Root != RootKind.None)
            {
                var head = $"\\\"kind\\\":\\\"{type.Kind}\\\",\\\"apiVersion\\\":";
                source.Block("if (!asItem)", () =>
                {
                    source.Line($"writer.Name(\"{head}\"u8);");
                    source.Line($"writer.Raw(\"\\\"{type.ApiVersion}\\\"\"u8);");
                });
            }

            source.Line("WriteFields(writer);");
            source.Line("writer.EndObject();");
        });
        source.Line();
        source.Block("internal void WriteFields(JsonWriter writer)", () =>
        {
            foreach (var field in type.Fields)
            {
                EmitField(source, type, field);
            }
        });
    }

    private static void EmitField(SourceWriter source, TypeModel type, FieldModel field)
    {
        if (field.IsInline)
        {
            source.Line($"{field.Backing}.WriteFields(writer);");
            return;
        }

        var condition = Condition(field);
        var expression = field.Nullable && field.Shape.Kind is not (ShapeKind.Object or ShapeKind.String) ? field.Backing + ".Value" : field.Backing;
        void Value()
        {
            source.Line($"writer.Name(\"\\\"{field.JsonName}\\\":\"u8);");
            var statement = Write(field.Shape, "writer", expression, type.Root == RootKind.List && !type.TypedItems && field.JsonName == "items");
            source.Line(field.Nullable && !field.OmitEmpty ? $"if ({field.Backing} is null) {{ writer.Null(); }} else {{ {statement}; }}" : statement + ";");
        }

        if (condition is null)
        {
            Value();
        }
        else
        {
            source.Block($"if ({condition})", Value);
        }
    }

    /// <summary>When the field is written; null for always.</summary>
    private static string? Condition(FieldModel field)
    {
        var value = field.Backing;
        if (field.Nullable)
        {
            return field.OmitEmpty || field.OmitZero ? $"{value} is not null" : null;
        }

        if (field.OmitZero)
        {
            return field.Shape.Kind switch
            {
                ShapeKind.Time or ShapeKind.MicroTime or ShapeKind.Quantity => $"!{value}.IsZero",
                ShapeKind.Raw or ShapeKind.List or ShapeKind.Map or ShapeKind.Bytes when !field.OmitEmpty => $"!{value}.IsDefault",
                ShapeKind.Object => $"!{value}.Equals({field.Shape.Zero})",
                _ => WhenNotEmpty(field.Shape, value),
            };
        }

        return field.OmitEmpty ? WhenNotEmpty(field.Shape, value) : null;
    }

    private static string? WhenNotEmpty(ValueShape shape, string value) => shape.Kind switch
    {
        ShapeKind.String => $"{value}.Length != 0",
        ShapeKind.Boolean => value,
        ShapeKind.Int32 or ShapeKind.Int64 or ShapeKind.Double => $"{value} != 0",
        ShapeKind.List or ShapeKind.Map or ShapeKind.Bytes => $"!{value}.IsEmpty",
        _ => null,
    };

    private static string Write(ValueShape shape, string writer, string value, bool asItems = false) => shape.Kind switch
    {
        ShapeKind.Int32 or ShapeKind.Int64 => $"{writer}.Integer({value})",
        ShapeKind.Double => $"{writer}.Number({value})",
        ShapeKind.Raw => $"{writer}.RawValue({value})",
        ShapeKind.Object => $"{value}.WriteJson({writer})",
        ShapeKind.List when shape.Element!.Kind == ShapeKind.Object => $"{writer}.Objects({value}, {(asItems ? "true" : "false")})",
        ShapeKind.Map when shape.Element!.Kind == ShapeKind.Object => $"{writer}.ObjectMap({value})",
        ShapeKind.List => $"{writer}.List({value}, static (w, v) => {Write(shape.Element!, "w", "v")})",
        ShapeKind.Map => $"{writer}.Map({value}, static (w, v) => {Write(shape.Element!, "w", "v")})",
        _ => $"{writer}.{shape.Method}({value})",
    };
}
