using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Tiphys.Api.Generator.Model;

/// <summary>Reads the model of an API type from its record declaration.</summary>
internal static class ModelReader
{
    private const string ApiNamespace = "global::Tiphys.Api.";

    public static TypeModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var attribute = context.Attributes[0];
        return new TypeModel
        {
            Namespace = symbol.ContainingNamespace.ToDisplayString(),
            Name = symbol.Name,
            ModelName = (string)attribute.ConstructorArguments[0].Value!,
            Description = Summary(symbol, cancellationToken),
            Group = Named(attribute, "Group", ""),
            Version = Named(attribute, "Version", ""),
            Kind = Named(attribute, "Kind", ""),
            Atomic = Named(attribute, "Atomic", false),
            TypedItems = Named(attribute, "TypedItems", false),
            Fields = new(ReadFields(symbol, cancellationToken)),
            Resource = ReadResource(symbol),
        };
    }

    private static IEnumerable<FieldModel> ReadFields(INamedTypeSymbol symbol, CancellationToken cancellationToken)
    {
        foreach (var property in symbol.GetMembers().OfType<IPropertySymbol>())
        {
            var attribute = Find(property, "ApiFieldAttribute");
            if (attribute is not null)
            {
                yield return ReadField(property, attribute, cancellationToken);
            }
        }
    }

    private static FieldModel ReadField(IPropertySymbol property, AttributeData attribute, CancellationToken cancellationToken)
    {
        var (shape, nullable) = ShapeOf(property.Type);
        return new FieldModel
        {
            Property = property.Name,
            JsonName = (string)attribute.ConstructorArguments[0].Value!,
            Number = (int)attribute.ConstructorArguments[1].Value!,
            Shape = shape,
            Nullable = nullable,
            Description = Summary(property, cancellationToken),
            OmitEmpty = Named(attribute, "OmitEmpty", false),
            OmitZero = Named(attribute, "OmitZero", false),
            Optional = Named(attribute, "Optional", false),
            Required = Named(attribute, "Required", false),
            Default = Named<string?>(attribute, "Default", null),
            ListType = Named(attribute, "ListType", 0),
            ListMapKeys = Strings(attribute, "ListMapKeys"),
            Granular = Named(attribute, "Granular", false),
            Atomic = Named(attribute, "Atomic", false),
            PatchStrategy = Named<string?>(attribute, "PatchStrategy", null),
            PatchMergeKey = Named<string?>(attribute, "PatchMergeKey", null),
            Enum = new(EnumValues(attribute)),
            ExplicitTypeName = Named<string?>(attribute, "TypeName", null),
            Wrapped = Named(attribute, "Wrapped", false),
        };
    }

    private static (ValueShape Shape, bool Nullable) ShapeOf(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } wrapper)
        {
            return (ShapeOf(wrapper.TypeArguments[0]).Shape, true);
        }

        var nullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        var name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            .ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (type is INamedTypeSymbol { IsGenericType: true } generic)
        {
            var element = ShapeOf(generic.TypeArguments[generic.TypeArguments.Length - 1]).Shape;
            var kind = generic.Name == "ApiMap" ? ShapeKind.Map : ShapeKind.List;
            return (new ValueShape(kind, name, element), nullable);
        }

        return (new ValueShape(KindOf(type, name), name), nullable);
    }

    private static ShapeKind KindOf(ITypeSymbol type, string name) => type.SpecialType switch
    {
        SpecialType.System_String => ShapeKind.String,
        SpecialType.System_Boolean => ShapeKind.Boolean,
        SpecialType.System_Int32 => ShapeKind.Int32,
        SpecialType.System_Int64 => ShapeKind.Int64,
        SpecialType.System_Double => ShapeKind.Double,
        _ => name switch
        {
            ApiNamespace + "ApiBytes" => ShapeKind.Bytes,
            ApiNamespace + "RawJson" => ShapeKind.Raw,
            ApiNamespace + "Quantity" => ShapeKind.Quantity,
            ApiNamespace + "IntOrString" => ShapeKind.IntOrString,
            ApiNamespace + "Time" => ShapeKind.Time,
            ApiNamespace + "MicroTime" => ShapeKind.MicroTime,
            ApiNamespace + "Duration" => ShapeKind.Duration,
            _ => ShapeKind.Object,
        },
    };

    private static IEnumerable<string> EnumValues(AttributeData attribute)
    {
        var type = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Enum").Value.Value as INamedTypeSymbol;
        return type is null ? [] : type.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsConst).Select(field => (string)field.ConstantValue!);
    }

    private static ResourceModel? ReadResource(INamedTypeSymbol symbol)
    {
        var attribute = Find(symbol, "ApiResourceAttribute");
        if (attribute is null)
        {
            return null;
        }

        var subresources = symbol.GetAttributes().Where(other => other.AttributeClass?.Name == "ApiSubresourceAttribute").Select(other => new SubresourceModel(
            (string)other.ConstructorArguments[0].Value!,
            (string)other.ConstructorArguments[1].Value!,
            (string)other.ConstructorArguments[2].Value!,
            Strings(other, "Verbs"),
            Strings(other, "ConnectMethods")));
        return new ResourceModel
        {
            Plural = (string)attribute.ConstructorArguments[0].Value!,
            Singular = Named(attribute, "Singular", ""),
            Namespaced = Named(attribute, "Namespaced", false),
            ShortNames = Strings(attribute, "ShortNames"),
            Categories = Strings(attribute, "Categories"),
            Verbs = Strings(attribute, "Verbs"),
            StorageVersionHash = Named<string?>(attribute, "StorageVersionHash", null),
            Subresources = new(subresources),
        };
    }

    private static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);

    private static T Named<T>(AttributeData attribute, string name, T otherwise)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return (T)argument.Value.Value!;
            }
        }

        return otherwise;
    }

    private static EquatableArray<string> Strings(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && !argument.Value.IsNull)
            {
                return new(argument.Value.Values.Select(value => (string)value.Value!));
            }
        }

        return default;
    }

    private static string Summary(ISymbol symbol, CancellationToken cancellationToken)
    {
        var xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken);
        if (string.IsNullOrEmpty(xml))
        {
            return "";
        }

        var summary = XElement.Parse(xml).Element("summary")?.Value ?? "";
        return string.Join(" ", summary.Split([' ', '\n', '\r', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
    }
}
