using Tiphys.Api.Core.V1;

namespace Tiphys.Scheduler.State;

/// <summary>On how many nodes each image is.</summary>
internal sealed class ImageIndex
{
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);

    internal int Nodes(string image) => _nodes.GetValueOrDefault(image);

    internal void Change(Dictionary<string, long>? images, int sign)
    {
        foreach (var name in images?.Keys ?? Enumerable.Empty<string>())
        {
            var count = _nodes.GetValueOrDefault(name) + sign;
            if (count == 0)
            {
                _nodes.Remove(name);
            }
            else
            {
                _nodes[name] = count;
            }
        }
    }

    internal static Dictionary<string, long>? Of(Node node)
    {
        Dictionary<string, long>? images = null;
        foreach (var image in node.Status.Images)
        {
            foreach (var name in image.Names)
            {
                (images ??= new(StringComparer.Ordinal))[name] = image.SizeBytes;
            }
        }

        return images;
    }

    /// <summary>The name as a runtime reports it: with the tag <c>latest</c> when it has none.</summary>
    internal static string Normalize(string name) => name.LastIndexOf(':') <= name.LastIndexOf('/') ? name + ":latest" : name;
}
