using System.Xml.Linq;
using LiveSession.Storage.Postgres;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace LiveSession.Server.Operations;

/// <summary>The keys that protect sign-ins, in the archive. Data protection asks for them rarely, and only without waiting.</summary>
internal sealed class ArchivedKeys(PostgresKeys keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => keys.ListAsync()).GetAwaiter().GetResult().Select(key => XElement.Parse(key.Xml))];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => keys.AddAsync(new ArchivedKey(friendlyName, element.ToString(SaveOptions.DisableFormatting)))).GetAwaiter().GetResult();
}
