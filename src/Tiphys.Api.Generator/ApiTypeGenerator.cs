using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tiphys.Api.Generator.Emit;
using Tiphys.Api.Generator.Model;

namespace Tiphys.Api.Generator;

/// <summary>
/// Gives every record marked with <c>[ApiType]</c> its backing fields, JSON and protobuf codecs and schema, and the assembly a catalog
/// of all kinds and resources.
/// </summary>
[Generator]
public sealed class ApiTypeGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var types = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Tiphys.Api.ApiTypeAttribute",
            static (node, _) => node is RecordDeclarationSyntax,
            ModelReader.Read);
        context.RegisterSourceOutput(types, static (output, type) => output.AddSource(HintName(type), RecordEmitter.Emit(type)));
        context.RegisterSourceOutput(types.Collect(), static (output, all) =>
            output.AddSource("Tiphys.Api.ApiCatalog.g.cs", CatalogEmitter.Emit(Ordered(all))));
    }

    private static string HintName(TypeModel type) => $"{type.Namespace}.{type.Name}.g.cs";

    private static IReadOnlyList<TypeModel> Ordered(IEnumerable<TypeModel> types) =>
        [.. types.OrderBy(type => type.Namespace, System.StringComparer.Ordinal).ThenBy(type => type.Name, System.StringComparer.Ordinal)];
}
