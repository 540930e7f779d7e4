using System.Text;
using Tiphys.Api.Errors;
using Tiphys.Client.Dynamic;
using Tiphys.Cli.Output;

namespace Tiphys.Cli.Manifests;

/// <summary>Applies the objects of manifests to a cluster, in their order.</summary>
internal sealed class ManifestApplier(DynamicClient client, StepReporter reporter)
{
    private const string FieldManager = "tiphys";
    private const string DefaultNamespace = "default";

    /// <summary>Applies all; ends at the first that the server refuses.</summary>
    /// <returns>How many were made, and how many were there before.</returns>
    /// <exception cref="CliException">Where, and what the server says.</exception>
    public async Task<(int Created, int Configured)> ApplyAsync(IReadOnlyList<ManifestObject> objects, CancellationToken cancellationToken)
    {
        var created = 0;
        foreach (var each in objects)
        {
            reporter.Detail(each.Title);
            var result = await ApplyAsync(each, cancellationToken);
            created += result.Created ? 1 : 0;
            foreach (var warning in result.Warnings)
            {
                reporter.Line($"Warning: {each.Title}: {warning}");
            }
        }

        return (created, objects.Count - created);
    }

    private async Task<DynamicResult> ApplyAsync(ManifestObject each, CancellationToken cancellationToken)
    {
        try
        {
            var resource = await client.FindResourceAsync(each.Kind, cancellationToken)
                ?? throw new CliException($"{each.Source}: the cluster has no kind {each.Kind.Kind} in {each.Kind.ApiVersion}");
            var ns = each.Namespace.Length > 0 ? each.Namespace : DefaultNamespace;
            return await client.ApplyAsync(resource, ns, each.Name, Encoding.UTF8.GetBytes(each.Json.GetRawText()), FieldManager, cancellationToken);
        }
        catch (ApiException error)
        {
            throw new CliException($"{each.Source}: {each.Title}: {error.Message}");
        }
    }
}
