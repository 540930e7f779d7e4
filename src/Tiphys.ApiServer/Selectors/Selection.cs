using Tiphys.ApiServer.Registry;

namespace Tiphys.ApiServer.Selectors;

/// <summary>Label and field selector of a request on one resource.</summary>
internal sealed record Selection(ResourceInfo Resource, LabelQuery Labels, FieldQuery Fields)
{
    public bool IsEverything => Labels.IsEverything && Fields.IsEverything;

    public static Selection Parse(ResourceInfo resource, string? labels, string? fields) =>
        new(resource, LabelQuery.Parse(labels), FieldQuery.Parse(resource, fields));

    public bool Matches(IKubernetesObject value) => Labels.Matches(value.Metadata.Labels) && Fields.Matches(Resource, value);
}
